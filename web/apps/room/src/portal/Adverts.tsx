// What a company has open: each a link to its own page. The company's words carry their own language.
import { t, tagOf } from "@vivavoce/i18n";
import type { Listed, PortalAnswer } from "@vivavoce/live";
import { Contact } from "../Contact";
import { Facts } from "../entrance/Facts";
import { Page } from "../Page";
import { pathOf, type PortalPlace } from "../place";

export function Adverts({ at, answer: { company, interviews } }: { at: PortalPlace; answer: PortalAnswer }) {
  const empty = interviews.length === 0;
  return (
    <Page
      eyebrow={<bdi>{company.name}</bdi>}
      title={t(empty ? "portal.empty" : at.portal === "coach" ? "portal.title.coach" : "portal.title")}
      lead={empty && t("portal.empty.text")}
      testid="portal"
    >
      {!empty && (
        <ul className="adverts">
          {interviews.map((listed) => (
            <Advert key={listed.id} listed={listed} href={pathOf({ ...at, interviewId: listed.id })} />
          ))}
        </ul>
      )}
      <Contact company={company} />
    </Page>
  );
}

function Advert({ listed, href }: { listed: Listed; href: string }) {
  return (
    <li className="vv-card advert">
      <h2>
        <a href={href} lang={tagOf(listed.language)} dir={listed.direction} data-testid="advert">{listed.name}</a>
      </h2>
      {listed.description && <p lang={tagOf(listed.language)} dir={listed.direction}>{listed.description}</p>}
      <Facts listed={listed} compact />
    </li>
  );
}
