import { expect, it, vi } from "vitest";
import { Refused, roomApi, Unreachable } from "./api";

const answering = (status: number, body: string) => vi.fn<typeof fetch>(async () => new Response(body, { status }));

it("sends the token as a bearer and nothing in the address", async () => {
  const send = answering(200, '{"ticket":"t"}');
  expect(await roomApi("secret", "/room/v1", send).ticket()).toBe("t");
  const [url, init] = send.mock.calls[0]!;
  expect(url).toBe("/room/v1/ticket");
  expect(init).toMatchObject({ method: "POST", credentials: "omit", headers: { Authorization: "Bearer secret" } });
});

it("knows a refusal by its envelope", async () => {
  const send = answering(409, '{"error":"It is over.","code":"attempt_over","request_id":"r"}');
  await expect(roomApi("secret", "", send).ticket()).rejects.toMatchObject({ name: "Refused", status: 409, envelope: { code: "attempt_over" } });
  await expect(roomApi("secret", "", send).ticket()).rejects.toBeInstanceOf(Refused);
});

it.each([
  [502, "<html>gateway</html>"],
  [200, "<html>captive portal</html>"],
  [500, '{"error":"Broken.","code":"internal","request_id":"r"}'],
  [404, "not ours"],
])("takes %i %s for a server that is away", async (status, body) => {
  await expect(roomApi("secret", "", answering(status, body)).state()).rejects.toBeInstanceOf(Unreachable);
});

it("takes a failed fetch for a server that is away", async () => {
  const send = vi.fn<typeof fetch>(() => Promise.reject(new TypeError("network")));
  await expect(roomApi("secret", "", send).state()).rejects.toBeInstanceOf(Unreachable);
});
