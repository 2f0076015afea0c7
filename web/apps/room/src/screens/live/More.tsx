// What is needed less often: further requests, the pace, what is shown, and the shortcuts.
import { Check, Icon, Popover, Segments } from "@vivavoce/ui";
import { t } from "@vivavoce/i18n";
import { PACES, type Conversation, type Session } from "@vivavoce/live";
import { FINISH, MENU, REPEAT } from "./commands";
import type { Commands } from "./useCommands";
import type { View } from "./useView";

interface Props {
  conversation: Conversation;
  session: Session;
  commands: Commands;
  view: View;
  interviewer: string;
}

export function More({ conversation, session, commands, view, interviewer }: Props) {
  const talks = conversation.microphone !== null;
  return (
    <Popover label={t("live.more")} closes={t("live.more.close")} icon={<Icon name="more" />} testid="more">
      {(close) => (
        <>
          <ul className="menu">
            {MENU.map(({ name, label, icon, key }) => (
              <li key={name}>
                <button type="button" disabled={!commands.can(name)} aria-keyshortcuts={commands.keys ? key.toUpperCase() : undefined} data-testid={`ask-${name}`}
                  onClick={() => {
                    close();
                    commands.act(name);
                  }}>
                  <Icon name={icon} />
                  {t(label)}
                  {commands.keys && <kbd aria-hidden="true">{key.toUpperCase()}</kbd>}
                </button>
              </li>
            ))}
          </ul>
          {talks && (
            <div className="pace">
              <Segments legend={t("live.pace")} value={session.pace} disabled={session.line !== "open"} onchange={(pace) => conversation.choosePace(pace)}
                options={PACES.map((value) => ({ value, label: t(`live.pace.${value}`) }))} />
              <p className="small">{t("live.pace.text", { interviewer })}</p>
            </div>
          )}
          <div className="view">
            <Check checked={view.face} onChange={(event) => view.showFace(event.target.checked)} data-testid="show-face">{t("live.face")}</Check>
            <Check checked={view.clock} onChange={(event) => view.showClock(event.target.checked)} data-testid="show-clock">{t("live.clock")}</Check>
          </div>
          <Shortcuts commands={commands} talks={talks} />
        </>
      )}
    </Popover>
  );
}

function Shortcuts({ commands, talks }: { commands: Commands; talks: boolean }) {
  const rows: [key: string, text: string][] = [
    [REPEAT.key.toUpperCase(), t(REPEAT.label)],
    ...(talks
      ? ([[FINISH.key.toUpperCase(), t(FINISH.label)], [t("live.key.space"), t("live.hold.key")]] satisfies [string, string][])
      : []),
  ];
  return (
    <div className="shortcuts">
      <Check checked={commands.keys} onChange={(event) => commands.setKeys(event.target.checked)} data-testid="keys">
        {t("live.keys")}
      </Check>
      {commands.keys && (
        <dl>
          {rows.map(([key, text]) => (
            <div key={key}>
              <dt><kbd>{key}</kbd></dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}
