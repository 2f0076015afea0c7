// A company's public pages: what is open, and the way into one of them. Loaded only at their addresses.
import { useCallback, useEffect, useRef, useState } from "react";
import { t, type Code } from "@vivavoce/i18n";
import { entranceApi, type Link } from "@vivavoce/live";
import { Branded } from "../Branded";
import { Entrance } from "../entrance/Entrance";
import { chosen, dress, goOverTo, languageFor, remember, useReading } from "../language";
import { ChooseLanguage } from "../LanguageSwitch";
import { pathOf, type PortalPlace } from "../place";
import { ServerAway, Waiting } from "../screens/Interruption";
import { Adverts } from "./Adverts";
import { look, type Found } from "./look";
import { NoCompany, NoInterview, OtherPage, Shut } from "./Nothing";
import "./portal.css";

const api = entranceApi();

export function PortalApp({ at }: { at: PortalPlace }) {
  const [found, setFound] = useState<Found | null>(null);
  const [away, setAway] = useState(false);
  const place = pathOf({ ...at, interviewId: null });
  const choice = useRef(chosen(place));
  const reading = useReading();

  const load = useCallback(async () => {
    const next = await look(api, at).catch(() => null);
    if (next) setFound(next);
    setAway(next === null);
  }, [at]);

  useEffect(() => {
    void goOverTo(languageFor(choice.current, null));
    void load();
  }, [load]);
  useEffect(() => {
    if (reading) dress(reading);
  }, [reading]);
  useEffect(() => {
    document.title = titleOf(found, at);
  }, [found, at, reading]);

  const choose = (code: Code) => {
    choice.current = code;
    remember(place, code);
    void goOverTo(code);
  };

  /** Her link: she goes on there, in the language that she has chosen here. */
  const onlink = (link: Link) => {
    if (choice.current) remember(link.token, choice.current);
    location.assign(link.interview_url);
  };

  const screen = () => {
    if (away && !found) return <ServerAway onretry={load} />;
    switch (found?.kind) {
      case undefined:
        return <Waiting />;
      case "list":
        return <Adverts at={at} answer={found.answer} />;
      case "arrival":
        return <Entrance arrival={found.arrival} way={{ portal: at.portal, interview_id: found.interviewId }} entrance={api} onlink={onlink} />;
      case "other":
        return <OtherPage at={{ portal: found.portal, slug: at.slug, interviewId: found.interviewId }} company={found.company} />;
      case "shut":
        return <Shut at={at} company={found.company} reason={found.reason} onretry={load} />;
      case "no_interview":
        return <NoInterview at={at} company={found.company} />;
      case "no_company":
        return <NoCompany />;
    }
  };

  return (
    <Branded company={companyOf(found)}>
      <ChooseLanguage.Provider value={choose}>{reading ? screen() : <Waiting />}</ChooseLanguage.Provider>
    </Branded>
  );
}

function companyOf(found: Found | null) {
  switch (found?.kind) {
    case "list":
      return found.answer.company;
    case "arrival":
      return found.arrival.company;
    case "other":
    case "shut":
    case "no_interview":
      return found.company;
    default:
      return null;
  }
}

function titleOf(found: Found | null, { portal }: PortalPlace): string {
  const company = companyOf(found)?.name;
  if (!company) return t(found ? "portal.unknown" : "page.title.plain");
  const named = found?.kind === "arrival" ? found.arrival.position?.name : null;
  const plain = found?.kind === "arrival" ? t("entrance.invited") : t(portal === "coach" ? "portal.title.coach" : "portal.title");
  return t("page.title", { position: named ?? plain, company });
}
