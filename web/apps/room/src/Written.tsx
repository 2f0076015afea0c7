import { tagOf } from "@vivavoce/i18n";
import type { State } from "@vivavoce/live";

/** Words of the company: in the interview's language, whichever the page is read in. */
export function Written({ text, language }: { text: string; language: string | null }) {
  return <bdi lang={language ? tagOf(language) : undefined}>{text}</bdi>;
}

export function PositionName({ state }: { state: State }) {
  return state.position && <Written text={state.position.name} language={state.language} />;
}
