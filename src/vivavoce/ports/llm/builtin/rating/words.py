"""Lists of English words that the built-in raters and prober share. Data, no decisions."""

# ruff: noqa: SIM905 (word lists read better as text)

from __future__ import annotations

FUNCTION_WORDS = frozenset(
    """a about above after again against all also always am an and any are aren't as at away back be because been
    before being below between both but by can can't cannot come could couldn't did didn't do does doesn't doing
    don't done down during each either else even ever every few first for from further get gets getting give go
    goes going gone got had hadn't has hasn't have haven't having he he'd he'll he's her here hers herself him
    himself his how however i i'd i'll i'm i've if in instead into is isn't it it's its itself just keep know
    last later least less let let's likely lot lots made make makes making many may maybe me might more most
    much must my myself neither never next no nobody none nor not nothing now of off often on once one only onto
    or other others otherwise our ours ourselves out over own per perhaps please put quite rather really said
    same say says see seems shall she she's should shouldn't since so some somebody someone something sometimes
    soon still such take takes taking than thank thanks that that's the their theirs them themselves then there
    there's these they they'd they'll they're they've thing things think this those though through thus till to
    together too took toward towards two under until up upon us use used using usually very want was wasn't way
    we we'd we'll we're we've went were weren't what what's whatever when whenever where whether which while who
    whom whose why will with within without won't would wouldn't yes yet you you'd you'll you're you've your
    yours yourself able am bit everything everybody anything anyone sure good great nice well""".split()
)

GRAMMAR = frozenset(
    """a an the and or but if so because as of at by for with about to from in on up down out over under then than that
    this these those i you he she it we they me him her us them my your his its our their is are was were be
    been being am do does did have has had will would can could should may might must not no who which what when
    where while how there here just also very after before until""".split()
)
"""The words that sentences need and lists do without."""

IRREGULAR_PASTS = frozenset(
    """went came took made got gave told said found thought brought bought built kept left lost met paid put ran saw
    sent set sold spoke spent stood taught understood won wrote began broke chose drove fell felt held knew led
    read rode rose shut sat slept swam threw wore cut dealt drew fought grew hit hung heard laid let lit meant
    showed sank sang split spread stuck swept wound rebuilt redid overcame withdrew called rang drank ate fixed
    did""".split()
)

NUMBER_WORDS = frozenset(
    """two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
    nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion half double
    twice percent dozen third quarter""".split()
)

TIME_AND_PLACE = frozenset(
    """january february march april june july august september october november december monday tuesday wednesday
    thursday friday saturday sunday spring summer autumn winter christmas easter yesterday morning evening night
    week weeks month months year years hour hours minute minutes day days ago""".split()
)

PERSONAL = frozenset(
    """health ill illness sick sickness disease cancer depression depressed anxiety therapy therapist medication
    diagnosis diagnosed disability disabled surgery operation hospitalised pregnant pregnancy miscarriage
    maternity paternity baby child children kid kids son daughter wife husband partner boyfriend girlfriend
    mother father mum mom dad parents sister brother family grandmother grandfather uncle aunt marriage married
    divorce divorced wedding widow religion religious church mosque temple muslim christian jewish hindu
    buddhist prayer party politics political vote union gay lesbian sexual transgender race racist ethnicity
    nationality visa asylum refugee prison arrest arrested conviction debt bankrupt bankruptcy alcohol drugs
    addiction suicide death died funeral salary age pension""".split()
)
"""Never echoed in a follow-up: nobody should feel asked about these."""

ABUSIVE = frozenset(
    """fuck fucking fucked shit shitty bullshit bitch bastard asshole arse ass cunt dick crap damn idiot idiots stupid
    moron retard retarded whore slut faggot nigger nazi hitler kill murder rape porn sex sexy bloody piss pissed
    wanker twat""".split()
)

OPEN_QUESTION_WORDS = frozenset(
    """tell describe give share example time situation occasion moment difficult hard tough challenge challenging
    problem solve solving work worked job role recent current position experience done pressure stress stressful
    mistake error learn learnt learned learning goal target reach achieve achievement proud built build made
    create organise organize day week team colleague others together project task deadline decision decide
    change conflict disagreement feedback priority prioritise prioritising prioritize plan planning responsible
    responsibility success successful failure result results improve improvement initiative help support handle
    handled deal explain complex communication teamwork leadership motivation reliability something way walk new
    adapt adapting resilience important develop cooperation collaboration ownership creativity main career
    professional background skill strength quality manage under lead person people someone went did happened
    accomplish accomplishment overcome obstacle unexpected sudden quick quickly recently last contribution add
    advice ago alone appointment approval area bad beginner behind best better big boss came carry choice choose
    company count course daily danger difference differently end far field finish five found future gave given
    gladly greatest habit hand hold idea knowingly late like look months name needs number part place regret
    reputation review right risk routine rule runs saved school stake standard start starting strategic taken
    taught teacher three today tool trainer training trouble useful whole workplace wrong years abilities agreed
    answered anybody ask asking belief believed biggest call chance check clearly closest comes common contain
    criticism disagree draw dropped earlier easy employer energy enjoy enough entirely expected fails fallback
    fast faster feel find finishing fits forget forward free friend fun group grow happy hardest hours
    interested kind knows large lately line list looked measured messages middle minutes misunderstanding
    morning move naturally need normal notice noticed overlooked path period picked picture piece prepared
    prepares proposal question real several show shows sign six smoothly status step stop stretch suit teach
    tend understand update version waiting wanted wants year actions along appeals begin beginning bring
    conversation demanding elsewhere expectation following hopes interests likes limits lived long looking mean
    means met possible practice side stand started value around atmosphere closely date detail development
    easier follow knowledge life missing old small usual concrete enjoyed feeling general answer approach case
    clearest consider curious details hear here's imagine interview meet mind practical proceed respond steps
    story strong suppose talk thinking try view rely kept word tasks depended first nothing somebody usually
    needed""".split()
)
"""Words of questions that leave the subject to the person: "tell me about a problem you solved"."""
