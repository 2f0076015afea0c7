// The interviewer's picture. The presenter comes in its own file, so that the interview does not wait for it. Without a
// face the room is left, and her name; the status says what the interviewer does.
import { useEffect, useRef } from "react";
import { t } from "@vivavoce/i18n";
import type { Presence, Viseme } from "@vivavoce/live";
import type { Presenter, PresenterState } from "@vivavoce/presenter";

interface Props {
  look: string;
  background: string;
  face?: boolean;
  name: string;
  presence: Presence;
  hearing: boolean;
  mouth: (aheadMs: number) => Viseme | null;
}

export function Stage({ look, background, face = true, name, presence, hearing, mouth }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const presenter = useRef<Presenter | null>(null);
  const state = stateFor(presence, hearing);
  const latest = useRef(state);
  latest.current = state;

  useEffect(() => {
    let gone = false;
    void import("@vivavoce/presenter").then(({ createPresenter }) => {
      if (gone || !host.current) return;
      presenter.current = createPresenter(host.current, { look, background, face, mouth });
      presenter.current.show(latest.current);
    });
    return () => {
      gone = true;
      presenter.current?.destroy();
      presenter.current = null;
    };
  }, [look, background, face, mouth]);

  useEffect(() => {
    presenter.current?.show(state);
  }, [state]);

  return (
    <figure className="stage" data-face={face}>
      {face ? (
        <div key="face" className="stage-picture" ref={host} role="img" aria-label={t("live.stage", { interviewer: name })} data-testid="face" />
      ) : (
        <div key="room" className="stage-picture" ref={host} aria-hidden="true" />
      )}
      <figcaption className="stage-name" aria-hidden={face}>
        {name} <span>{t("live.ai")}</span>
      </figcaption>
    </figure>
  );
}

function stateFor(presence: Presence, hearing: boolean): PresenterState {
  if (presence === "speaking") return "speaking";
  if (presence === "thinking") return "thinking";
  if (presence === "listening") return hearing ? "hearing" : "listening";
  return "idle";
}
