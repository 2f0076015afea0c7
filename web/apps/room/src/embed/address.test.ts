import { describe, expect, it } from "vitest";
import { embedAddress } from "./address";

describe("the address of a frame", () => {
  it("is sent on as it stands, without what is not the server's", () => {
    const { query } = embedAddress("?v=2&embed_id=e1&name=QQ%3D%3D&email=Yg+/&ts=5&signature=s&language=de&utm_source=x");
    expect(query).toEqual({ embed_id: "e1", name: "QQ==", email: "Yg /", signature: "s", ts: "5", v: "2" });
  });

  it("is not sent with what is empty", () => {
    expect(embedAddress("?embed_id=e1&name=&signature=").query).toEqual({ embed_id: "e1" });
    expect(embedAddress("").query).toEqual({ embed_id: "" });
  });

  it.each([
    ["de", "de"],
    ["br", "br"],
    ["pt-BR", "br"],
    ["de-CH", "de"],
    ["en-GB", "en"],
    ["tlh", null],
    ["", null],
  ])("asks for %j and gets %s", (asked, code) => {
    expect(embedAddress(`?embed_id=e1&language=${asked}`).language).toBe(code);
  });
});
