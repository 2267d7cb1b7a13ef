"""German titles: compounds (Vertriebsleiterin), Prokura, and who merely assists the board."""

from partnerhub.domain.titles.languages.table import Language
from partnerhub.domain.titles.values import Function, Seniority

LANGUAGE = Language(
    name="German",
    levels={
        Seniority.C_SUITE: """
            vorstand, vorstandin, vorstandsmitglied, mitglied des vorstands, mitglied der
            geschaftsfuhrung, mitglied der geschaftsleitung, geschaftsfuhrung, geschaftsfuhrender,
            geschaftsfuhrende, geschaftsleitung, geschaftsleiter, geschaftsfuhrer, aufsichtsrat,
            aufsichtsratin, mitglied des aufsichtsrats, beirat, verwaltungsrat, prasident
            """,
        Seniority.FOUNDER_OWNER: """
            grunder, mitgrunder, inhaber, eigentumer, gesellschafter, unternehmer, mitinhaber,
            selbstandig, selbststandig, firmeninhaber
            """,
        Seniority.PARTNER: "geschaftsfuhrender partner",
        Seniority.VP: "vizeprasident",
        Seniority.HEAD: """
            leiter, leitung, leitender, chef, bereichsleiter, abteilungsleiter,
            hauptabteilungsleiter, stellvertretender leiter, ressortleiter, bereichsleitung,
            abteilungsleitung, hauptabteilungsleitung, amtsleiter, dezernent, fachbereichsleiter
            """,
        Seniority.DIRECTOR: "direktor",
        Seniority.MANAGER: """
            teamleiter, teamleitung, gruppenleiter, gruppenleitung, projektleiter, projektleitung,
            schichtleiter, filialleiter, filialleitung, marktleiter, bauleiter, gebietsleiter,
            regionalleiter, handlungsbevollmachtigter, meister, teilprojektleiter, standortleiter,
            gebietsverkaufsleiter, regionalverkaufsleiter, niederlassungsleiter
            """,
        Seniority.SENIOR: "oberarzt, chefentwickler",
        Seniority.INDIVIDUAL: """
            mitarbeiter, sachbearbeiter, referent, berater, spezialist, fachkraft, techniker,
            kaufmann, kauffrau, kaufleute, angestellter, fachangestellter, experte, koordinator,
            beauftragter, sprecher, redakteur, disponent, mechaniker, elektriker, mechatroniker,
            volontar, freiberufler, freier mitarbeiter, wissenschaftlicher mitarbeiter, ingenieur,
            entwickler, gestalter, architekt, betreuer, vertreter, trainer, dozent, lehrer
            """,
        Seniority.INTERN: """
            praktikant, praktikum, werkstudent, auszubildender, auszubildende, azubi, lehrling,
            dualer student, duale studentin, duales studium, studentische hilfskraft, werkstudium,
            volontariat, masterand, bachelorand
            """,
        Seniority.UNKNOWN: "rentner, im ruhestand, privatier",
    },
    roles={
        (Seniority.C_SUITE, Function.EXECUTIVE): """
            vorstandsvorsitzender, vorstandsvorsitzende, vorsitzender der geschaftsfuhrung,
            vorsitzende der geschaftsfuhrung, sprecher des vorstands, sprecher der
            geschaftsfuhrung, generaldirektor, vorsitzender des vorstands, vorsitzende des
            vorstands
            """,
        (Seniority.C_SUITE, Function.FINANCE): "finanzvorstand",
        (Seniority.C_SUITE, Function.SALES): "vertriebsvorstand",
        (Seniority.C_SUITE, Function.HR): "personalvorstand, arbeitsdirektor",
        (Seniority.HEAD, Function.FINANCE): """
            kaufmannischer leiter, kaufmannische leitung, leiter rechnungswesen
            """,
        (Seniority.C_SUITE, Function.ENGINEERING): "technischer geschaftsfuhrer, technikvorstand",
        (Seniority.HEAD, Function.ENGINEERING): "technischer leiter, technische leitung",
        (Seniority.HEAD, Function.OPERATIONS): """
            werkleiter, werksleiter, werkleitung, betriebsleiter, betriebsleitung,
            produktionsleiter, produktionsleitung
            """,
        (Seniority.DIRECTOR, Function.EXECUTIVE): "prokurist, prokura",
        (Seniority.INDIVIDUAL, Function.SALES): """
            vertriebler, verkaufer, aussendienst, innendienst, aussendienstmitarbeiter,
            innendienstmitarbeiter, handelsvertreter
            """,
        (Seniority.INDIVIDUAL, Function.FINANCE): """
            buchhalter, steuerberater, wirtschaftsprufer, bilanzbuchhalter, controllerin,
            steuerfachangestellter, revisor, vertriebscontroller, lohnbuchhalter
            """,
        (Seniority.INDIVIDUAL, Function.PROCUREMENT): "einkaufer",
        (Seniority.INDIVIDUAL, Function.LEGAL): """
            jurist, syndikus, syndikusrechtsanwalt, justiziar, rechtsanwalt, notar, anwalt,
            datenschutzbeauftragter, datenschutzbeauftragte, volljurist
            """,
        (Seniority.INDIVIDUAL, Function.ENGINEERING): "konstrukteur, programmierer, informatiker",
        (Seniority.INDIVIDUAL, Function.SECURITY): """
            informationssicherheitsbeauftragter, it sicherheitsbeauftragter
            """,
        (Seniority.INDIVIDUAL, Function.IT): "fachinformatiker, systemadministrator",
        (Seniority.MANAGER, Function.FINANCE): "leiter der buchhaltung",
        (Seniority.INDIVIDUAL, Function.HR): "betriebsrat",
    },
    functions={
        Function.MARKETING: """
            kommunikation, unternehmenskommunikation, offentlichkeitsarbeit, presse, werbung,
            pressesprecher, vertriebsmarketing, marke, redaktion, veranstaltungen
            """,
        Function.SALES: """
            vertrieb, verkauf, absatz, grosskunden, geschaftsentwicklung, partnervertrieb,
            schlusselkunden, kundenakquise, vertriebsinnendienst, vertriebsaussendienst, handel,
            vertriebspartner
            """,
        Function.IT: """
            edv, informationstechnik, informationstechnologie, systemadministration, informatik,
            rechenzentrum, digitalisierung, wirtschaftsinformatik, anwendungsbetreuung
            """,
        Function.FINANCE: """
            finanzen, rechnungswesen, buchhaltung, kaufmannischer, kaufmannische, kaufm, kfm,
            bilanzierung, steuern, revision, treasury, konzernrechnungswesen, buchfuhrung,
            kreditoren, debitoren, finanzbuchhaltung
            """,
        Function.OPERATIONS: """
            produktion, fertigung, logistik, lager, qualitat, qualitatsmanagement,
            qualitatssicherung, instandhaltung, betrieb, verwaltung, arbeitsvorbereitung, montage,
            werk, disposition, versand, arbeitssicherheit, immobilien, organisation,
            nachhaltigkeit, projekte, filiale, niederlassung, standort, allgemeine verwaltung
            """,
        Function.HR: """
            personal, personalwesen, personalentwicklung, personalabteilung, ausbildung,
            weiterbildung, personalmanagement, personalbeschaffung
            """,
        Function.LEGAL: "recht, rechtsabteilung, datenschutz, rechtswesen, vertragsmanagement",
        Function.PRODUCT: "produkt, produktmanagement, produktentwicklung, sortiment",
        Function.ENGINEERING: """
            entwicklung, technik, technischer, technische, techn, konstruktion, forschung,
            forschung und entwicklung, softwareentwicklung, ingenieur, entwickler, labor, versuch,
            f e, fue
            """,
        Function.SECURITY: "sicherheit, informationssicherheit, it sicherheit, cybersicherheit",
        Function.PROCUREMENT: """
            einkauf, beschaffung, materialwirtschaft, strategischer einkauf, lieferanten,
            lieferantenmanagement
            """,
        Function.CUSTOMER_SUCCESS: """
            kundenservice, kundendienst, kundenbetreuung, kunden, kundenberatung, kundensupport,
            kundenerfolg, kundenmanagement
            """,
        Function.EXECUTIVE: "unternehmensentwicklung, strategie",
    },
    support="""
        assistenz, assistent, sekretar, sekretariat, vorzimmer, chefsekretar, referent der
        geschaftsfuhrung, vorstandsreferent, referent des vorstands, referent der geschaftsleitung
        """,
    neutral="der geschaftsfuhrung, der geschaftsleitung, des vorstands, des aufsichtsrats",
    abbreviations={
        "gf": "geschaftsfuhrer",
        "gefu": "geschaftsfuhrer",
        "ltr": "leiter",
        "leit": "leiter",
        "ltg": "leitung",
        "leitg": "leitung",
        "kaufm": "kaufmannischer",
        "kfm": "kaufmannischer",
        "assist": "assistent",
        "vertr": "vertrieb",
        "entw": "entwicklung",
        "personalabt": "personalabteilung",
    },
    endings={
        Seniority.C_SUITE: "vorstand, geschaftsfuhrer, geschaftsfuhrung",
        Seniority.FOUNDER_OWNER: "inhaber, grunder",
        Seniority.HEAD: "leiter, leitung, chef",
        Seniority.DIRECTOR: "direktor",
        Seniority.MANAGER: "manager, teamleiter, projektleiter, gruppenleiter",
        Seniority.INDIVIDUAL: """
            referent, mitarbeiter, sachbearbeiter, berater, entwickler, ingenieur, kaufmann,
            kauffrau, techniker, spezialist, experte, beauftragter, beauftragte, fachkraft,
            administrator, controller, buchhalter, einkaufer, verkaufer, disponent, betreuer,
            koordinator, redakteur, mechaniker, sprecher, analyst, architekt, arzt, planer
            """,
        Seniority.INTERN: "praktikant, werkstudent",
    },
    support_endings="assistent, assistenz, sekretar, sekretariat, assistentin",
    stems={
        Function.MARKETING: "marketing, kommunikation, presse, werbe, offentlichkeits, medien",
        Function.SALES: "vertrieb, verkauf, aussendienst, sales, grosskunden, keyaccount",
        Function.IT: """
            systemadmin, netzwerk, anwendungs, datenbank, informatik, systemtechnik, itleiter
            """,
        Function.FINANCE: """
            finanz, buchhalt, rechnungs, steuer, controlling, kredit, versicherung, risiko, bilanz
            """,
        Function.OPERATIONS: """
            produktions, fertigungs, logistik, lager, qualitats, betriebs, projekt, werks,
            instandhaltung, montage, verwaltungs, filial, standort, prozess, supplychain, buro
            """,
        Function.HR: "personal, ausbildung, recruiting",
        Function.LEGAL: "rechts, vertrags, datenschutz, compliance",
        Function.PRODUCT: "produktmanag, produktentwick, innovations",
        Function.ENGINEERING: """
            entwickl, konstruktion, technik, forschung, software, ingenieur, labor, elektro,
            maschinenbau, verfahrens
            """,
        Function.SECURITY: "sicherheit",
        Function.PROCUREMENT: "einkauf, beschaffung, lieferant",
        Function.CUSTOMER_SUCCESS: "kunden, service",
    },
)
