"""Names that people and small tools give to the same columns, in a few languages.

Compared without case, spaces, underscores and punctuation, and without a leading word for the
row itself: `company_country`, `Account City`, `opportunity-id` are found as country, city and id.
"""

from collections.abc import Mapping

from partnerhub.domain.lists import ListKind

COLUMNS: Mapping[ListKind, Mapping[str, tuple[str, ...]]] = {
    ListKind.ACCOUNTS: {
        "record_id": (
            *("record id", "id", "crm id", "key", "identifiant", "identificador"),
            *("customer id", "customer number", "customer no", "client number", "client id"),
            *("kundennummer", "kundennr", "debitorennummer", "numero client", "code client"),
            *("codigo cliente", "codice cliente", "klantnummer"),
        ),
        "name": (
            *("company name", "company", "account", "organization", "organisation", "name"),
            *("customer", "customer name", "client", "client name", "business name", "firm"),
            *("firmenname", "firma", "unternehmen", "raison sociale", "entreprise", "societe"),
            *("empresa", "razon social", "azienda", "ragione sociale", "bedrijf", "legal name"),
        ),
        "website": (
            *("website", "website url", "web site", "web", "url", "domain", "domain name"),
            *("company url", "homepage", "web address", "company domain", "webseite", "internet"),
            *("site web", "site internet", "sitio web", "pagina web", "sito web", "primary domain"),
        ),
        "country": (
            *("country code", "country", "hq country", "land", "pays", "pais", "paese"),
            *("nation", "office location", "billing country", "country name", "country region"),
        ),
        "state": ("state", "region", "province", "state province", "county", "bundesland"),
        "city": ("city", "town", "billing city", "ort", "stadt", "ville", "ciudad", "citta"),
        "postal_code": (
            *("postal code", "postcode", "zip", "zip code", "zip postal code", "plz"),
            *("code postal", "codigo postal", "cap", "billing zip"),
        ),
        "street": (
            *("street", "address", "street address", "address line 1", "billing street"),
            *("strasse", "adresse", "direccion", "indirizzo"),
        ),
        "phone": (
            *("phone", "telephone", "phone number", "tel", "telefon", "main phone", "telefono"),
            *("telephone number", "office phone"),
        ),
        "owner": (
            *("owner", "account owner", "account owner name", "account manager", "sales rep"),
            *("account owner email", "sales agent", "account executive", "owner name"),
        ),
        "type": (
            *("type", "account type", "relationship", "relationship type", "customer type"),
            *("account status", "customer status", "segment type", "typ", "kundentyp"),
        ),
        "lifecycle_stage": ("lifecycle stage", "lifecycle"),
        "parent_record_id": (
            *("parent id", "parent account id", "parent record id", "parent account", "parent"),
            *("parent company", "subsidiary of"),
        ),
        "industry": ("industry", "sector", "branche", "vertical", "industria", "secteur"),
        "employees": (
            *("employees", "number of employees", "employee count", "headcount", "mitarbeiter"),
            *("no of employees", "company size"),
        ),
        "annual_revenue": ("annual revenue", "revenue", "turnover", "umsatz", "sales volume"),
        "annual_revenue_currency": ("annual revenue currency", "revenue currency", "currency"),
        "duns": ("duns", "duns number", "d u n s", "dnb duns"),
        "tax_id": (
            *("tax id", "vat", "vat id", "vat number", "tax number", "ust id", "ustidnr", "nif"),
            *("cif", "ein", "partita iva", "gstin", "numero tva"),
        ),
        "registration_number": (
            *("registration number", "company number", "registration no", "siren", "siret"),
            *("hrb", "handelsregisternummer", "commercial register", "lei", "kvk", "cik"),
        ),
        "external_id": ("external id", "external key"),
        "linkedin": ("linkedin", "linkedin url", "linkedin page", "linkedin company page"),
        "email": ("email", "e-mail", "email address", "company email", "mail"),
        "created_on": (
            *("created on", "created date", "created at", "create date", "created"),
            *("creation date", "date created", "created time"),
        ),
    },
    ListKind.CONTACTS: {
        "record_id": ("record id", "id", "crm id", "key", "identifiant", "identificador"),
        "account_record_id": (
            *("account id", "company id", "organization id", "customer id", "account record id"),
            *("client id", "customer number", "customer no", "kundennummer", "kundennr"),
            *("numero client", "code client", "codigo cliente", "codice cliente", "klantnummer"),
        ),
        "account_name": (
            *("account name", "account", "company name", "company", "organization", "employer"),
            *("customer", "customer name", "firma", "unternehmen", "entreprise", "empresa"),
            *("company / account", "azienda"),
        ),
        "first_name": ("first name", "given name", "forename", "vorname", "prenom", "nombre"),
        "last_name": (
            *("last name", "surname", "family name", "nachname", "nom", "apellidos", "apellido"),
            "cognome",
        ),
        "full_name": ("full name", "name", "contact name", "contact", "person", "contact person"),
        "email": (
            *("email", "e-mail", "email address", "mail", "work email", "business email"),
            *("correo", "correo electronico", "courriel", "e-mail-adresse", "emailadresse"),
        ),
        "title": (
            *("title", "job title", "position", "role", "function", "cargo", "fonction", "puesto"),
            *("funktion", "jobtitel", "job"),
        ),
        "phone": ("phone", "telephone", "phone number", "tel", "mobile", "mobile phone", "telefon"),
        "owner": ("owner", "contact owner", "account owner", "sales rep", "sales agent"),
        "opted_out": (
            *("opted out", "opt out", "email opt out", "unsubscribed", "do not email"),
            *("do not contact", "no marketing", "gdpr opt out", "has opted out of email"),
            *("marketing status", "email opted out"),
        ),
        "created_on": ("created on", "created date", "created at", "create date", "created"),
    },
    ListKind.OPPORTUNITIES: {
        "record_id": ("record id", "id", "crm id", "key", "identifiant", "identificador"),
        "account_record_id": (
            *("account id", "company id", "organization id", "customer id", "account record id"),
            *("client id", "customer number", "customer no", "kundennummer", "kundennr"),
            *("numero client", "code client", "codigo cliente", "codice cliente", "klantnummer"),
        ),
        "account_name": (
            *("account name", "account", "company name", "company", "organization", "customer"),
            *("customer name", "client", "firma", "kunde", "unternehmen", "empresa", "cliente"),
        ),
        "name": (
            *("name", "opportunity name", "deal name", "opportunity", "deal", "topic", "subject"),
            "title",
        ),
        "stage": (
            *("stage", "deal stage", "opportunity stage", "sales stage", "stage name", "phase"),
            *("pipeline stage", "etapa", "etape", "phase de vente"),
        ),
        "status": ("status", "deal status", "opportunity status", "state", "estado", "outcome"),
        "is_won": ("is won", "won", "is closed won"),
        "is_closed": ("is closed", "closed"),
        "amount": (
            *("amount", "value", "close value", "deal value", "deal amount", "total amount"),
            *("acv", "arr", "tcv", "revenue", "betrag", "montant", "importe", "wert"),
            *("opportunity value", "opportunity amount", "amount in company currency"),
        ),
        "currency": (
            *("currency", "currency code", "currency iso code", "waehrung", "devise"),
            "currency in company currency",
        ),
        "created_on": (
            *("created on", "created date", "created at", "create date", "created"),
            *("engage date", "creation date", "open date", "opened on", "created time"),
        ),
        "close_on": (
            *("close date", "closed on", "closed date", "close on", "closing date"),
            *("expected close date", "closed at", "won date", "abschlussdatum"),
        ),
        "type": ("type", "deal type", "opportunity type"),
        "owner": ("owner", "opportunity owner", "deal owner", "sales rep", "sales agent"),
        "lead_source": ("lead source", "source", "original source", "campaign"),
    },
}
"""For each field its columns, the preferred one first."""

OWN_WORDS: Mapping[ListKind, tuple[str, ...]] = {
    ListKind.ACCOUNTS: ("account", "company", "organization", "organisation", "billing", "hq"),
    ListKind.CONTACTS: ("contact", "person", "lead"),
    ListKind.OPPORTUNITIES: ("opportunity", "deal"),
}
"""What a column of each kind may say before the field: the row itself."""
