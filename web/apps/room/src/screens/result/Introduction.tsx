// A video in which she introduces herself: record, look, again, keep; or a file that she has. The camera is asked for
// when she presses the button, and nothing leaves the page before she keeps it. It lives until she sends the interview.
import { useEffect, useReducer, useRef, useState, type ReactNode } from "react";
import { Button, Icon, Notice } from "@vivavoce/ui";
import { t } from "@vivavoce/i18n";
import { CameraError, hasRecorder, lengthOf, openCamera, upload, type CameraTrouble, type HandInApi, type Introduction as Wanted, type Recorded } from "@vivavoce/live";
import { explain } from "../../explain";
import { Camera } from "./Camera";
import { clock } from "./clock";
import { useAskBeforeLeaving, type SetHold } from "./holds";

type Phase =
  | { name: "rest" }
  | { name: "asking" }
  | { name: "camera"; stream: MediaStream }
  | { name: "look"; recorded: Recorded; url: string }
  | { name: "sending"; recorded: Recorded; url: string; part: number; waiting: boolean };

type Trouble = CameraTrouble | { text: string };

interface Props {
  introduction: Wanted;
  api: HandInApi;
  company: string;
  /** A way to a person, for whom this is not possible. */
  person?: ReactNode;
  onhold: SetHold;
}

export function Introduction({ introduction, api, company, person, onhold }: Props) {
  const [video, setVideo] = useState(introduction.video);
  const [phase, setPhase] = useReducer((_: Phase, next: Phase) => next, { name: "rest" });
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [said, setSaid] = useState("");
  const [removing, setRemoving] = useState(false);
  const section = useRef<HTMLElement>(null);
  const sending = useRef<AbortController | null>(null);
  const present = useRef(phase);
  present.current = phase;
  const required = introduction.wanted === "required";
  const limit = clock(introduction.max_seconds);
  const busy = phase.name !== "rest" && phase.name !== "asking";

  useAskBeforeLeaving(busy);
  useFocusOnChange(section, phase.name);
  useEffect(() => {
    const show = () => section.current?.querySelector<HTMLElement>("[data-lands]")?.focus();
    if (busy) onhold("introduction", { text: t("intro.unkept"), show });
    else onhold("introduction", required && !video ? { text: t("intro.first"), show } : null);
  }, [busy, required, video, onhold]);
  useEffect(() => () => {
    sending.current?.abort();
    release(present.current);
  }, []);

  const go = (next: Phase) => {
    const before = present.current;
    if ("url" in before && !("url" in next)) URL.revokeObjectURL(before.url);
    if (before.name === "camera") release(before);
    setPhase(next);
  };
  const look = (recorded: Recorded) => {
    if (recorded.file.size > 0) return go({ name: "look", recorded, url: URL.createObjectURL(recorded.file) });
    go({ name: "rest" }); // a device that gave neither picture nor sound
    setTrouble("failed");
  };

  const record = async () => {
    setTrouble(null);
    setSaid("");
    go({ name: "asking" });
    try {
      const stream = await openCamera();
      if (present.current.name !== "asking") return stream.getTracks().forEach((track) => track.stop());
      go({ name: "camera", stream });
    } catch (error) {
      go({ name: "rest" });
      setTrouble(error instanceof CameraError ? error.trouble : "failed");
    }
  };

  const choose = async (file: File) => {
    setTrouble(null);
    setSaid("");
    if (file.size > introduction.max_bytes) return setTrouble({ text: t("intro.too_big", { limit: Math.round(introduction.max_bytes / 1e6) }) });
    const seconds = await lengthOf(file);
    if (seconds === null) return setTrouble({ text: t("intro.not_video") });
    if (Math.floor(seconds) > introduction.max_seconds) return setTrouble({ text: t("intro.too_long", { limit }) });
    look({ file, seconds });
  };

  const keep = async (recorded: Recorded, url: string) => {
    let shown = { name: "sending" as const, recorded, url, part: 0, waiting: false };
    const now = (change: Partial<typeof shown>) => setPhase((shown = { ...shown, ...change }));
    sending.current = new AbortController();
    setTrouble(null);
    now({});
    try {
      const state = await upload(api, recorded.file, recorded.seconds, {
        onprogress: (part) => now({ part }),
        onwaiting: (waiting) => waiting !== shown.waiting && now({ waiting }),
        signal: sending.current.signal,
      });
      setVideo(state.result?.introduction?.video ?? null);
      setSaid(t("intro.kept"));
      go({ name: "rest" });
    } catch (error) {
      if (sending.current.signal.aborted) return;
      setTrouble({ text: explain(error) });
      setPhase({ name: "look", recorded, url });
    }
  };

  const remove = async () => {
    setRemoving(true);
    setTrouble(null);
    try {
      await api.removeIntroduction();
      setVideo(null);
      setSaid(t("intro.removed"));
      section.current?.querySelector<HTMLElement>("h2")?.focus();
    } catch (error) {
      setTrouble({ text: explain(error) });
    } finally {
      setRemoving(false);
    }
  };

  return (
    <section className="vv-card stack introduction" ref={section} data-testid="introduction" data-phase={phase.name}>
      <h2 tabIndex={-1}>{t("intro.title")}</h2>
      <div className="stack tight">
        <p>{t(required ? "intro.required" : "intro.optional", { company })}</p>
        <p className="small">{t("intro.private", { company })}</p>
        <p className="small"><Icon name="clock" size={16} /> {t("position.length.value", { count: introduction.max_seconds / 60 })}</p>
      </div>
      {trouble && <Explained trouble={trouble} />}
      {phase.name === "rest" && video && <Player url={video.url} />}
      {phase.name === "asking" && <Notice title={t("mic.asking.short")} />}
      {phase.name === "camera" && (
        <Camera stream={phase.stream} seconds={introduction.max_seconds} onrecorded={look} oncancel={() => go({ name: "rest" })} />
      )}
      {phase.name === "look" && (
        <>
          <p>{t("intro.look")}</p>
          <Player url={phase.url} />
          <div className="vv-row">
            <Button look="primary" size="large" data-lands onClick={() => void keep(phase.recorded, phase.url)} data-testid="intro-keep">{t("intro.keep")}</Button>
            {hasRecorder() && <Button size="large" icon={<Icon name="repeat" />} onClick={() => void record()} data-testid="intro-again">{t("intro.again")}</Button>}
            <Button look="plain" size="large" onClick={() => go({ name: "rest" })} data-testid="intro-discard">{t("correct.cancel")}</Button>
          </div>
        </>
      )}
      {phase.name === "sending" && <Sending part={phase.part} waiting={phase.waiting} />}
      {(phase.name === "rest" || phase.name === "asking") && (
        <div className="vv-row">
          {hasRecorder() && (
            <Button look={video ? "quiet" : "primary"} size="large" busy={phase.name === "asking"} icon={<Icon name={video ? "repeat" : "camera"} />} data-lands
              onClick={() => void record()} data-testid="intro-record">
              {t(video ? "intro.again" : "intro.record")}
            </Button>
          )}
          <FileButton onfile={choose} primary={!hasRecorder() && !video} />
          {video && <Button look="plain" size="large" busy={removing} onClick={() => void remove()} data-testid="intro-remove">{t("intro.remove")}</Button>}
        </div>
      )}
      <p className="intro-said" role="status" data-testid="intro-said">{said && <><Icon name="done" /> {said}</>}</p>
      {!hasRecorder() && !trouble && <p className="small">{t("intro.unsupported")}</p>}
      {required && !video && (
        <div className="stack tight person">
          {person ?? <p className="small">{t("intro.person", { company })}</p>}
        </div>
      )}
    </section>
  );
}

function release(phase: Phase): void {
  if (phase.name === "camera") for (const track of phase.stream.getTracks()) track.stop();
  if ("url" in phase) URL.revokeObjectURL(phase.url);
}

/** What she pressed is gone with the phase: the focus goes on to what comes next. */
function useFocusOnChange(section: { current: HTMLElement | null }, phase: Phase["name"]): void {
  const before = useRef(phase);
  useEffect(() => {
    if (before.current === phase || phase === "asking") return;
    before.current = phase;
    section.current?.querySelector<HTMLElement>("[data-lands]")?.focus();
  }, [section, phase]);
}

const Explained = ({ trouble }: { trouble: Trouble }) => (
  <Notice tone="bad" urgent>
    <p data-testid="intro-trouble">{typeof trouble === "string" ? t(`intro.${trouble === "busy" ? "failed" : trouble}`) : trouble.text}</p>
  </Notice>
);

const Player = ({ url }: { url: string }) => (
  <video className="intro-video" src={url} controls playsInline preload="metadata" aria-label={t("intro.video")} data-testid="intro-player" />
);

function Sending({ part, waiting }: { part: number; waiting: boolean }) {
  const percent = Math.round(part * 100);
  return (
    <div className="stack tight">
      <label className="stack tight" data-lands tabIndex={-1}>
        <span>{t("intro.sending", { percent })}</span>
        <progress max={100} value={percent} />
      </label>
      <div aria-live="polite">{waiting && <Notice tone="warn"><p>{t("live.status.reconnecting")}</p></Notice>}</div>
    </div>
  );
}

/** The browser's own file field, with our button as its face. */
function FileButton({ onfile, primary }: { onfile: (file: File) => Promise<void>; primary: boolean }) {
  const input = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const take = async (file: File | undefined) => {
    if (!file) return;
    setBusy(true);
    await onfile(file);
    setBusy(false);
    if (input.current) input.current.value = ""; // the same file may be chosen again
  };
  return (
    <>
      <input ref={input} type="file" accept="video/*" hidden tabIndex={-1} data-testid="intro-file" onChange={(event) => void take(event.target.files?.[0])} />
      <Button look={primary ? "primary" : "quiet"} size="large" busy={busy} icon={<Icon name="file" />} data-lands={primary || undefined} onClick={() => input.current?.click()} data-testid="intro-choose">
        {t("intro.choose")}
      </Button>
    </>
  );
}
