// The small part of Markdown that a position's description needs: headings, paragraphs, lists, quotes, rules, emphasis,
// code and links. It makes React elements only, so HTML in the text stays text, and links go to http, https or mailto.

import { Fragment, type ReactNode } from "react";

const BULLET = /^\s{0,3}[-*+]\s+(.*)$/;
const NUMBER = /^\s{0,3}\d{1,9}[.)]\s+(.*)$/;
const HEADING = /^\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$/;
const RULE = /^\s{0,3}([-*_])(?:\s*\1){2,}\s*$/;
const QUOTE = /^\s{0,3}>\s?(.*)$/;
const DEEPEST_QUOTE = 4;
const SPAN =
  /\\([\\`*_[\]()#+.!>-])|`([^`]+)`|\*\*(\S(?:.*?\S)?)\*\*|__(\S(?:.*?\S)?)__|\*(\S(?:[^*]*?\S)?)\*|\b_(\S(?:[^_]*?\S)?)_\b|\[([^\]]+)\]\(([^()\s]+)\)/;

export function Markdown({ text }: { text: string }) {
  return <div className="prose">{blocks(text.replace(/\r\n?/g, "\n").split("\n"), 0)}</div>;
}

function blocks(lines: string[], depth: number): ReactNode[] {
  const made: ReactNode[] = [];
  let at = 0;
  const take = (pattern: RegExp): string[] => {
    const taken: string[] = [];
    for (let found = pattern.exec(lines[at] ?? ""); found; found = pattern.exec(lines[at] ?? "")) {
      taken.push(found[1] ?? "");
      at++;
      while (pattern !== QUOTE && isContinuation(lines[at])) taken[taken.length - 1] += ` ${lines[at++]!.trim()}`;
    }
    return taken;
  };
  while (at < lines.length) {
    const line = lines[at]!;
    const heading = HEADING.exec(line);
    const key = at;
    if (!line.trim()) at++;
    else if (heading) {
      const Level = heading[1]!.length <= 2 ? "h3" : "h4";
      made.push(<Level key={key}>{spans(heading[2] ?? "")}</Level>);
      at++;
    } else if (RULE.test(line)) {
      made.push(<hr key={key} />);
      at++;
    } else if (BULLET.test(line)) made.push(<ul key={key}>{items(take(BULLET))}</ul>);
    else if (NUMBER.test(line)) made.push(<ol key={key}>{items(take(NUMBER))}</ol>);
    else if (depth < DEEPEST_QUOTE && QUOTE.test(line)) made.push(<blockquote key={key}>{blocks(take(QUOTE), depth + 1)}</blockquote>);
    else {
      const paragraph: string[] = [];
      while (at < lines.length && (paragraph.length === 0 || isContinuation(lines[at], false))) paragraph.push(lines[at++]!.trim());
      made.push(<p key={key}>{spans(paragraph.join(" "))}</p>);
    }
  }
  return made;
}

/** Plain text that goes on from the line before: indented under a list item, or anywhere within a paragraph. */
function isContinuation(line: string | undefined, indented = true): boolean {
  if (!line?.trim() || [BULLET, NUMBER, HEADING, RULE, QUOTE].some((pattern) => pattern.test(line))) return false;
  return !indented || /^\s{2,}/.test(line);
}

function items(texts: string[]): ReactNode[] {
  return texts.map((text, index) => <li key={index}>{spans(text)}</li>);
}

function spans(text: string): ReactNode[] {
  const made: ReactNode[] = [];
  let rest = text;
  for (let found = SPAN.exec(rest); found; found = SPAN.exec(rest)) {
    made.push(rest.slice(0, found.index), <Fragment key={made.length}>{span(found)}</Fragment>);
    rest = rest.slice(found.index + found[0].length);
  }
  made.push(rest);
  return made;
}

function span([, escaped, code, strong, strong2, em, em2, label, href]: RegExpExecArray): ReactNode {
  if (escaped !== undefined) return escaped;
  if (code !== undefined) return <code>{code}</code>;
  const bold = strong ?? strong2;
  if (bold !== undefined) return <strong>{spans(bold)}</strong>;
  const italic = em ?? em2;
  if (italic !== undefined) return <em>{spans(italic)}</em>;
  return link(label ?? "", href ?? "");
}

function link(label: string, href: string): ReactNode {
  if (!/^(https?:\/\/|mailto:)/i.test(href)) return spans(label);
  return (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow">
      {spans(label)}
    </a>
  );
}
