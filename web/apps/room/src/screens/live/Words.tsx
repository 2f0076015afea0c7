// What both say, as captions in a place of constant size: a long question or answer scrolls inside it and moves nothing
// else. What was said last is in view.
import { useLayoutEffect, useRef, useState } from "react";
import { Captions } from "@vivavoce/ui";
import { t, tagOf } from "@vivavoce/i18n";

interface Props {
  interviewer: { name: string; text: string };
  candidate: { name: string; text: string };
  announce: boolean;
  language: string | null;
}

export function Words({ language, ...said }: Props) {
  const place = useRef<HTMLElement>(null);
  const [overflows, setOverflows] = useState(false);
  const mine = said.candidate.text;

  useLayoutEffect(() => {
    const box = place.current;
    if (!box) return;
    setOverflows(box.scrollHeight > box.clientHeight + 1);
    box.scrollTop = mine ? box.scrollHeight : 0;
  }, [said.interviewer.text, mine]);

  return (
    <section className="live-words" ref={place} aria-label={t("live.captions")} tabIndex={overflows ? 0 : undefined}
      lang={language ? tagOf(language) : undefined}>
      <Captions {...said} />
    </section>
  );
}
