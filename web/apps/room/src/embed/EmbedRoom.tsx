// The room in a frame of somebody else's page: a signed visitor goes straight on, any other one confirms her address.
// Then it is the room as everywhere, with the link's token in memory; it never navigates.
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { isCode, matching, type Code } from "@vivavoce/i18n";
import { Refused, roomApi, type Arrival, type EntranceApi, type Link, type OpenEmbed, type State } from "@vivavoce/live";
import { App } from "../App";
import { Branded } from "../Branded";
import { Entrance } from "../entrance/Entrance";
import { dress, goOverTo, useReading } from "../language";
import { ChooseLanguage } from "../LanguageSwitch";
import { ServerAway, Waiting } from "../screens/Interruption";
import type { EmbedAddress } from "./address";
import type { HostPage } from "./host";
import { Memory, type KeptLink } from "./kept";
import { news } from "./progress";
import { Refusal } from "./Refusal";
import { useSize } from "./useSize";

interface Props {
  address: EmbedAddress;
  open: OpenEmbed;
  entrance: EntranceApi;
  /** The page around this one; null: it was opened in a tab of its own. */
  host: HostPage | null;
}

type Door =
  | { is: "opening" | "away" }
  | { is: "open"; link: KeptLink; again: boolean }
  | { is: "entrance"; arrival: Arrival; allowed_origins: string[] }
  | { is: "refused"; code: string };

/** A link that is good no longer: who comes back with one enters anew. */
const STALE = new Set(["unknown", "expired", "revoked"]);

export function EmbedRoom({ address, open, entrance, host }: Props) {
  const { query } = address;
  const [door, setDoor] = useState<Door>({ is: "opening" });
  const choice = useRef<Code | null>(address.language);
  const memory = useMemo(() => new Memory(query), [query]);
  const reading = useReading();
  useSize(host);

  const enter = (link: Link, allowed_origins: string[]) => {
    const { token, profile_interview_id } = link;
    const mine = { token, profile_interview_id, allowed_origins };
    memory.keep(mine);
    setDoor({ is: "open", link: mine, again: false });
  };

  const refuse = async (error: unknown) => {
    const code = error instanceof Refused ? codeOf(error) : null;
    await goOverTo(choice.current ?? matching(navigator.languages));
    host?.tell({ type: "failed", code: code ?? "unreachable" });
    setDoor(code ? { is: "refused", code } : { is: "away" });
  };

  const knock = useCallback(async () => {
    try {
      const { link, arrival, allowed_origins } = await open(query);
      host?.allow(allowed_origins);
      if (link) return enter(link, allowed_origins);
      const { language } = arrival!;
      await goOverTo(choice.current ?? (isCode(language) ? language : matching(navigator.languages)));
      setDoor({ is: "entrance", arrival: arrival!, allowed_origins });
    } catch (error) {
      await refuse(error);
    }
  }, [query, open, host]);

  useEffect(() => {
    const mine = memory.find();
    if (choice.current) void goOverTo(choice.current);
    if (!mine) return void knock();
    host?.allow(mine.allowed_origins);
    setDoor({ is: "open", link: mine, again: true });
  }, [knock]);
  useEffect(() => {
    if (reading) dress(reading);
  }, [reading]);

  const choose = (code: Code) => {
    choice.current = code;
    void goOverTo(code);
  };

  if (door.is === "open") {
    const stale = () => {
      memory.forget();
      void knock();
    };
    return <Room key={door.link.token} link={door.link} language={choice.current} host={host} onstale={door.again ? stale : null} />;
  }
  if (!reading || door.is === "opening") return <Waiting />;
  return (
    <ChooseLanguage.Provider value={choose}>
      {door.is === "away" && <ServerAway onretry={knock} />}
      {door.is === "refused" && <Refusal code={door.code} onretry={knock} />}
      {door.is === "entrance" && (
        <Branded company={door.arrival.company}>
          <Entrance arrival={door.arrival} way={{ embed_id: query.embed_id }} entrance={entrance} onlink={(link) => enter(link, door.allowed_origins)} />
        </Branded>
      )}
    </ChooseLanguage.Provider>
  );
}

/** An id that nobody ever had opens as little as one that was switched off. */
const codeOf = ({ envelope }: Refused): string => (envelope.name === "embed_id" ? "embed_unknown" : envelope.code);

interface RoomProps {
  link: KeptLink;
  language: Code | null;
  host: HostPage | null;
  /** She came back with a link that is good no longer; null: it is a fresh one. */
  onstale: (() => void) | null;
}

function Room({ link, language, host, onstale }: RoomProps) {
  const api = useMemo(() => roomApi(link.token), [link.token]);
  const told = useRef<State | null>(null);
  const onstate = (state: State) => {
    if (onstale && !told.current && STALE.has(state.closed_reason ?? "")) return onstale();
    for (const message of news(told.current, state, link.profile_interview_id)) host?.tell(message);
    told.current = state;
  };
  return <App api={api} link={link.token} language={language} onstate={onstate} />;
}
