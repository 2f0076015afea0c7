// The text box for typed answers. A text that could not be sent, or got lost with the line, stays or comes back.
import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import { Button, Icon } from "@vivavoce/ui";
import { t } from "@vivavoce/i18n";
import type { Conversation, Session } from "@vivavoce/live";

interface Props {
  conversation: Conversation;
  session: Session;
  /** Take the focus when it appears: she has just asked for it. */
  focus: boolean;
}

export function Composer({ conversation, session, focus }: Props) {
  const [text, setText] = useState("");
  const [failed, setFailed] = useState(false);
  const box = useRef<HTMLTextAreaElement>(null);
  const { returned, refused } = session;

  useEffect(() => {
    if (focus) box.current?.focus();
  }, [focus]);

  useEffect(() => {
    if (returned === null) return;
    setText((present) => (present ? `${returned}\n${present}` : returned));
    conversation.textRestored();
  }, [returned, conversation]);

  const send = () => {
    const answer = text.trim();
    if (!answer) return;
    const sent = conversation.say(answer);
    setFailed(!sent);
    if (sent) setText("");
    box.current?.focus();
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };

  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <label className="vv-hidden" htmlFor="answer">{t("live.input")}</label>
      <textarea
        id="answer"
        ref={box}
        className="vv-input"
        rows={2}
        maxLength={8000}
        dir="auto"
        value={text}
        placeholder={t("live.input.placeholder")}
        aria-describedby="answer-hint"
        data-testid="text-input"
        onChange={(event) => {
          setText(event.target.value);
          setFailed(false);
          conversation.typing();
        }}
        onKeyDown={onKeyDown}
      />
      <Button look="primary" submits icon={<Icon name="send" />} disabled={!text.trim()} data-testid="text-send">
        {t("live.send")}
      </Button>
      <p id="answer-hint" className="small composer-hint" role={failed || refused ? "alert" : undefined}>
        {t(failed ? "live.not_sent" : refused ? "refused.not_now" : "live.input.hint")}
      </p>
    </form>
  );
}
