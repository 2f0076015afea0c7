import { expect, it, vi } from "vitest";
import { Refused } from "./api";
import { entranceApi } from "./entrance";

const answering = (status: number, body: string, headers: HeadersInit = {}) =>
  vi.fn<typeof fetch>(async () => new Response(body, { status, headers }));

const WHO = { code_id: "c", code: "481516", name: "Ana" };
const LINK = '{"token":"t","interview_url":"https://talk.example/i/t","profile_interview_id":"p"}';

it.each([
  [(api: ReturnType<typeof entranceApi>) => api.portal("a b"), "/room/v1/portal/a%20b"],
  [(api: ReturnType<typeof entranceApi>) => api.coach("demo"), "/room/v1/coach/demo"],
  [(api: ReturnType<typeof entranceApi>) => api.arrival("interview", "demo", "7"), "/room/v1/portal/demo/7"],
  [(api: ReturnType<typeof entranceApi>) => api.arrival("coach", "demo", "7"), "/room/v1/coach/demo/7"],
])("asks at the right door, and says nothing of who asks (%#)", async (ask, url) => {
  const send = answering(200, "{}");
  await ask(entranceApi("/room/v1", send));
  const [called, init] = send.mock.calls[0]!;
  expect(called).toBe(url);
  expect(init).toMatchObject({ method: "GET", credentials: "omit", headers: { Accept: "application/json" } });
  expect(init!.headers).not.toHaveProperty("Authorization");
});

it.each([
  [{ portal: "coach", interview_id: "7" } as const, { portal: "coach", interview_id: "7", email: "ana@example.com" }],
  [{ embed_id: "e" }, { embed_id: "e", email: "ana@example.com" }],
])("asks for a code the way she came", async (way, body) => {
  const send = answering(200, '{"code_id":"c","expires_at":"x"}');
  expect((await entranceApi("", send).code(way, "ana@example.com")).code_id).toBe("c");
  expect(JSON.parse(send.mock.calls[0]![1]!.body as string)).toEqual(body);
});

it("sends a resume as text only where there is one", async () => {
  const send = answering(200, LINK);
  const api = entranceApi("", send);
  expect((await api.confirm(WHO, null)).token).toBe("t");
  await api.confirm(WHO, "Coffee.");
  const bodies = send.mock.calls.map(([, init]) => JSON.parse(init!.body as string) as object);
  expect(bodies).toEqual([WHO, { ...WHO, resume: "Coffee." }]);
});

it("sends a resume as a form, whose boundary the browser writes", async () => {
  const send = answering(200, LINK);
  await entranceApi("", send).confirmWithFile(WHO, new File(["Coffee."], "cv.txt"));
  const [url, init] = send.mock.calls[0]!;
  expect(url).toBe("/confirm-with-file");
  expect(init!.headers).not.toHaveProperty("Content-Type");
  const form = init!.body as FormData;
  expect([...form.keys()].sort()).toEqual(["code", "code_id", "file", "name"]);
  expect((form.get("file") as File).name).toBe("cv.txt");
});

it.each([
  [{ "Retry-After": "840" }, 840],
  [{}, null],
])("knows how long to wait", async (headers, wait) => {
  const refusal = '{"error":"Too many.","code":"too_many_requests","request_id":"r"}';
  const asked = entranceApi("", answering(429, refusal, headers as HeadersInit)).code({ embed_id: "e" }, "a@b.example");
  await expect(asked).rejects.toMatchObject({ status: 429, retryAfterS: wait });
  await expect(asked).rejects.toBeInstanceOf(Refused);
});
