import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { Markdown } from "./markdown";

const html = (text: string) => renderToStaticMarkup(<Markdown text={text} />).replace(/^<div class="prose">|<\/div>$/g, "");

describe("markdown", () => {
  it("knows what a description needs", () => {
    expect(html("# Work\n\nWe **build** and *mend*\nthings.")).toBe("<h3>Work</h3><p>We <strong>build</strong> and <em>mend</em> things.</p>");
    expect(html("- one\n- two\n  goes on\n\n1. first\n2. second")).toBe("<ul><li>one</li><li>two goes on</li></ul><ol><li>first</li><li>second</li></ol>");
    expect(html("> said\n\n---\n`x < y`")).toBe("<blockquote><p>said</p></blockquote><hr/><p><code>x &lt; y</code></p>");
  });

  it("leaves names_with_underscores and 2*3*4 alone", () => {
    expect(html("snake_case_name")).toBe("<p>snake_case_name</p>");
    expect(html("a \\* b \\* c")).toBe("<p>a * b * c</p>");
  });

  it("links only to addresses that open a page or a mail", () => {
    expect(html("[us](https://example.com/a?b=c)")).toBe(
      '<p><a href="https://example.com/a?b=c" target="_blank" rel="noopener noreferrer nofollow">us</a></p>',
    );
    for (const href of ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "//evil.example", "vbscript:x", "&#106;avascript:alert(1)"]) {
      expect(html(`[us](${href})`)).not.toContain("<a");
    }
  });

  it.each([
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '[x](https://e.example/"onmouseover=alert(1))',
    "**<b onclick=alert(1)>**",
    "# <iframe src=//evil>",
    "- <svg/onload=alert(1)>",
  ])("keeps %s text", (text) => {
    expect(html(text)).not.toMatch(/<(script|img|iframe|svg|b)\b|<[^>]*"on\w+=[^>]*>/i);
  });

  it("is quick with text made to slow it down", () => {
    const before = performance.now();
    html("*".repeat(4_000) + "a" + "_".repeat(4_000) + "[".repeat(4_000) + "\n".repeat(500) + ">".repeat(20_000) + "x\n\n" + "**a** ".repeat(5_000));
    expect(performance.now() - before).toBeLessThan(1_500);
  });
});
