// The transcript as a conversation in which she may put her own answers right. What was written down stays in view
// beside her words; each correction is on the server as soon as it is saved.
import { useCallback, useEffect, useId, useRef, useState, type KeyboardEvent } from "react";
import { Button, Icon, Notice } from "@vivavoce/ui";
import { t, tagOf } from "@vivavoce/i18n";
import type { HandInApi, WrittenLine } from "@vivavoce/live";
import { explain } from "../../explain";
import { useAskBeforeLeaving, type SetHold } from "./holds";

const MOST_CHARACTERS = 5_000;

interface Props {
  lines: WrittenLine[];
  /** Null: to read only. */
  api: HandInApi | null;
  interviewer: string;
  company: string;
  language: string | null;
  onhold?: SetHold;
}

export function Corrections({ lines, api, interviewer, company, language, onhold }: Props) {
  const [open, setOpen] = useState<ReadonlyMap<string, () => void>>(new Map());
  const root = useRef<HTMLDivElement>(null);
  const mark = useCallback((id: string, show: (() => void) | null) => {
    setOpen((before) => {
      const after = new Map(before);
      if (show) after.set(id, show);
      else after.delete(id);
      return after;
    });
  }, []);
  const first = [...open.values()][0];

  useAskBeforeLeaving(open.size > 0);
  useEffect(() => onhold?.("corrections", first ? { text: t("correct.unsaved"), show: first } : null), [first, onhold]);

  if (lines.length === 0) return <p className="small" data-testid="transcript">{t("result.transcript.empty")}</p>;
  return (
    <div className="stack" ref={root}>
      {api && <p className="small">{t("correct.text", { company })}</p>}
      <ol className="lines" data-testid="transcript">
        {lines.map((line) => (
          <li key={line.id} data-speaker={line.speaker} data-testid={line.may_correct ? "answer" : undefined}>
            <span className="lines-name">{line.speaker === "interviewer" ? interviewer : t("live.you")}</span>
            <Line line={line} api={line.may_correct ? api : null} language={language} mark={mark} />
          </li>
        ))}
      </ol>
    </div>
  );
}

interface LineProps {
  line: WrittenLine;
  api: HandInApi | null;
  language: string | null;
  /** Says that this line has words which are not saved, and how to get there. */
  mark: (id: string, show: (() => void) | null) => void;
}

function Line({ line, api, language, mark }: LineProps) {
  const [corrected, setCorrected] = useState(line.corrected);
  const [editing, setEditing] = useState(false);
  const [said, setSaid] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const edit = useRef<HTMLButtonElement>(null);
  const id = useId();
  const words = { lang: language ? tagOf(language) : undefined, dir: "auto" };

  /** Blank: as it was written down. Resolves to whether it is safe. */
  const save = async (text: string): Promise<boolean> => {
    if (!api) return false;
    setBusy(true);
    setProblem(null);
    try {
      const kept = (await api.correct(line.id, text)).corrected;
      setCorrected(kept);
      setSaid(t(kept === null ? "correct.restored" : "correct.saved"));
      return true;
    } catch (error) {
      setProblem(explain(error));
      return false;
    } finally {
      setBusy(false);
    }
  };
  const wasEditing = useRef(false);
  useEffect(() => {
    if (wasEditing.current && !editing) edit.current?.focus();
    wasEditing.current = editing;
  }, [editing]);
  const close = () => setEditing(false);

  return (
    <>
      {corrected === null ? (
        <p id={id} {...words}>{line.text}</p>
      ) : (
        <div className="corrected">
          <span className="tag">{t("correct.yours")}</span>
          <p id={id} {...words} data-testid="corrected">{corrected}</p>
          <span className="tag">{t("correct.heard")}</span>
          <p {...words} className="heard"><del>{line.text}</del></p>
        </div>
      )}
      {api && editing && (
        <Editor from={corrected ?? line.text} id={line.id} describedby={id} language={language} busy={busy} mark={mark} onclose={close}
          onsave={async (text) => {
            if (await save(text)) close();
          }} />
      )}
      {problem && (
        <Notice tone="bad" urgent>
          <p>{problem}</p>
        </Notice>
      )}
      {api && (
        <div className="vv-row line-actions">
          {!editing && (
            <Button ref={edit} look="plain" icon={<Icon name="edit" size={18} />} aria-describedby={id} data-testid="correct"
              onClick={() => {
                setSaid("");
                setProblem(null);
                setEditing(true);
              }}>
              {t("correct.edit")}
            </Button>
          )}
          {!editing && corrected !== null && (
            <Button look="plain" icon={<Icon name="undo" size={18} />} busy={busy} aria-describedby={id} data-testid="restore"
              onClick={() => void save("").then((done) => done && edit.current?.focus())}>
              {t("correct.restore")}
            </Button>
          )}
          <span className="small" role="status" data-testid="correct-status">{said}</span>
        </div>
      )}
    </>
  );
}

interface EditorProps {
  from: string;
  id: string;
  describedby: string;
  language: string | null;
  busy: boolean;
  mark: LineProps["mark"];
  onsave: (text: string) => Promise<void>;
  onclose: () => void;
}

function Editor({ from, id, describedby, language, busy, mark, onsave, onclose }: EditorProps) {
  const [text, setText] = useState(from);
  const box = useRef<HTMLTextAreaElement>(null);
  const field = useId();
  const changed = text !== from;

  useEffect(() => {
    const end = box.current?.value.length ?? 0;
    box.current?.focus();
    box.current?.setSelectionRange(end, end);
  }, []);
  useEffect(() => {
    mark(id, changed ? () => box.current?.focus() : null);
    return () => mark(id, null);
  }, [id, changed, mark]);

  const save = () => void (changed ? onsave(text) : onclose());
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !busy) save();
    // Escape never throws words away.
    if (event.key === "Escape" && !changed) onclose();
  };

  return (
    <form
      className="stack editor"
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) save();
      }}
    >
      <label className="vv-hidden" htmlFor={field}>{t("correct.yours")}</label>
      <textarea id={field} ref={box} className="vv-input" rows={3} maxLength={MOST_CHARACTERS} dir="auto" value={text} readOnly={busy}
        lang={language ? tagOf(language) : undefined} aria-describedby={`${describedby} ${field}-hint`} data-testid="correct-input"
        onChange={(event) => setText(event.target.value)} onKeyDown={onKeyDown} />
      <p className="vv-field-hint" id={`${field}-hint`}>{t("correct.keys")}</p>
      <div className="vv-row">
        <Button look="primary" submits busy={busy} data-testid="correct-save">{t("correct.save")}</Button>
        <Button look="plain" disabled={busy} onClick={onclose} data-testid="correct-cancel">{t("correct.cancel")}</Button>
      </div>
    </form>
  );
}
