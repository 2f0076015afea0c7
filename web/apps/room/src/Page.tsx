// The frame of every screen but the live one, with the choice of language. A new screen takes the focus to its heading, so that a screen reader
// begins there; the very first one leaves the focus alone.
import { useEffect, useRef, type ReactNode } from "react";
import { BrandMark } from "./Branded";
import { LanguageSwitch } from "./LanguageSwitch";

let shown = 0;

interface Props {
  title: ReactNode;
  lead?: ReactNode;
  eyebrow?: ReactNode;
  narrow?: boolean;
  children?: ReactNode;
  testid?: string;
}

export function Page({ title, lead, eyebrow, narrow, children, testid }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);

  useEffect(() => {
    if (shown++ === 0) return;
    window.scrollTo(0, 0);
    heading.current?.focus({ preventScroll: true });
  }, []);

  return (
    <main className="page" data-narrow={narrow || undefined} data-testid={testid}>
      <div className="page-top">
        <BrandMark />
        <LanguageSwitch />
      </div>
      <header className="page-head">
        {eyebrow && <p className="eyebrow">{eyebrow}</p>}
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {lead && <p className="lead">{lead}</p>}
      </header>
      {children}
    </main>
  );
}
