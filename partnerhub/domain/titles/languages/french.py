"""French titles: the noun comes first, and a responsable leads."""

from partnerhub.domain.titles.languages.table import Language
from partnerhub.domain.titles.values import Function, Seniority

LANGUAGE = Language(
    name="French",
    levels={
        Seniority.C_SUITE: """
            president, presidente, directeur general, directeur general delegue, administrateur
            delegue, gerant, membre du comite de direction, membre du directoire, president du
            directoire, president du conseil, membre du comite executif, mandataire social, dg,
            directeur gerant
            """,
        Seniority.FOUNDER_OWNER: """
            fondateur, cofondateur, co fondateur, proprietaire, createur d entreprise,
            entrepreneur, chef d entreprise, dirigeant, auto entrepreneur, gerant proprietaire
            """,
        Seniority.PARTNER: "associe, associe gerant, associe fondateur",
        Seniority.VP: "vice presidente, directeur general adjoint, dga, vice president",
        Seniority.DIRECTOR: """
            directeur, directeur adjoint, sous directeur, directeur d agence, directeur executif
            """,
        Seniority.MANAGER: """
            responsable, chef de, chef des, chef du, chef d, chef d equipe, chef de service, chef
            de projet, chef de projets, chef de departement, chef de secteur, chef d atelier, chef
            de groupe, cadre dirigeant, encadrant, directeur de projet adjoint, manageur
            """,
        Seniority.SENIOR: "referent technique, confirme",
        Seniority.INDIVIDUAL: """
            charge, chargee, conseiller, consultant, technicien, ingenieur, gestionnaire, agent,
            attache, specialiste, analyste, redacteur, coordinateur, coordonnateur, employe,
            collaborateur, developpeur, formateur, chercheur, concepteur, architecte, animateur,
            operateur, administrateur, cadre, delegue, preparateur, enseignant, professeur
            """,
        Seniority.INTERN: """
            stagiaire, en stage, alternant, alternance, apprenti, apprentie, en alternance, contrat
            pro, etudiant
            """,
        Seniority.UNKNOWN: "retraite, retraitee, en recherche d emploi, sans emploi",
    },
    roles={
        (Seniority.C_SUITE, Function.EXECUTIVE): """
            pdg, president directeur general, p dg, secretaire general
            """,
        (Seniority.DIRECTOR, Function.FINANCE): "daf, directeur administratif et financier, raf",
        (Seniority.DIRECTOR, Function.HR): "drh",
        (Seniority.DIRECTOR, Function.IT): "dsi, directeur des systemes d information",
        (Seniority.MANAGER, Function.SECURITY): "rssi",
        (Seniority.DIRECTOR, Function.MARKETING): "dircom",
        (Seniority.MANAGER, Function.HR): "rrh",
        (Seniority.DIRECTOR, Function.EXECUTIVE): "chef de cabinet, directeur de cabinet",
        (Seniority.INDIVIDUAL, Function.SALES): """
            ingenieur commercial, ingenieur d affaires, technico commercial, attache commercial,
            delegue commercial, vendeur, agent commercial, conseiller commercial, commerciale,
            commercial, charge d affaires, charge de clientele, conseiller de vente, ingenieur
            technico commercial, assistant commercial itinerant, ingenieur avant vente
            """,
        (Seniority.INDIVIDUAL, Function.FINANCE): """
            comptable, controleur de gestion, expert comptable, tresorier, auditeur, actuaire,
            commissaire aux comptes, aide comptable
            """,
        (Seniority.INDIVIDUAL, Function.PROCUREMENT): "acheteur, approvisionneur",
        (Seniority.PARTNER, Function.LEGAL): "avocat associe",
        (Seniority.DIRECTOR, Function.OPERATIONS): "directeur de projet, directeur de projets",
        (Seniority.INDIVIDUAL, Function.LEGAL): "juriste, avocat, notaire, conseiller juridique",
        (Seniority.INDIVIDUAL, Function.HR): "charge de recrutement, recruteur",
        (Seniority.INDIVIDUAL, Function.IT): """
            administrateur systemes, administrateur systeme, administrateur reseau, administrateur
            reseaux, technicien informatique, informaticien
            """,
        (Seniority.MANAGER, Function.PRODUCT): "chef de produit, chef de produits",
        (Seniority.MANAGER, Function.MARKETING): "chef de publicite, chef de marque",
        (Seniority.SENIOR, Function.MARKETING): "directeur artistique",
    },
    functions={
        Function.MARKETING: """
            marketing, mercatique, communication, publicite, evenementiel, relations presse,
            relations publiques, marque, digital marketing, contenu, contenus, medias, editorial,
            communication digitale, webmarketing
            """,
        Function.SALES: """
            commercial, commerciale, commerciaux, ventes, vente, developpement commercial, grands
            comptes, comptes cles, partenariats, partenariat, partenaires, affaires, administration
            des ventes, adv, export, developpement des ventes, negoce, avant vente, business
            developer, clients grands comptes, compte cle
            """,
        Function.IT: """
            informatique, systemes d information, systeme d information, si, reseau, reseaux,
            infrastructures, systemes, numerique, transformation digitale, transformation
            numerique, exploitation informatique, donnees, applicatif, support informatique
            """,
        Function.FINANCE: """
            financier, finances, comptabilite, administratif et financier, tresorerie, fiscal,
            fiscalite, controle de gestion, audit interne, consolidation, credit, assurances,
            assurance, paie comptabilite, investissement, investissements, risques, facturation
            """,
        Function.OPERATIONS: """
            operations, operationnel, exploitation, production, logistique, usine, site, qualite,
            maintenance, supply chain, transport, amelioration continue, entrepot, services
            generaux, moyens generaux, qhse, hse, travaux, immobilier, administratif, projet,
            projets, chantier, fabrication, agence, magasin, rse, developpement durable,
            industriel, atelier, chef de projet, programme, securite au travail
            """,
        Function.HR: """
            ressources humaines, rh, recrutement, formation, paie, developpement rh, talents,
            relations sociales, gestion des carrieres, marque employeur
            """,
        Function.LEGAL: """
            juridique, conformite, affaires juridiques, droit, affaires reglementaires
            """,
        Function.PRODUCT: "produit, produits, innovation, offre",
        Function.ENGINEERING: """
            technique, recherche, recherche et developpement, ingenierie, ingenieur, developpeur,
            bureau d etudes, etudes, developpement logiciel, logiciel, methodes, technologique,
            developpement informatique
            """,
        Function.SECURITY: """
            securite, cybersecurite, securite informatique, securite des systemes d information,
            surete, ssi
            """,
        Function.PROCUREMENT: "achats, achat, approvisionnement, approvisionnements, fournisseurs",
        Function.CUSTOMER_SUCCESS: """
            relation client, service client, service clients, clients, clientele, satisfaction
            client, experience client, sav, service apres vente, support client, relation clients
            """,
        Function.EXECUTIVE: """
            directeur general adjoint, direction generale, dga, strategie, developpement
            strategique, co gerant, directeur executif
            """,
    },
    support="""
        assistant de direction, assistante de direction, secretaire, secretaire de direction,
        secretariat, assistante
        """,
    abbreviations={
        "resp": "responsable",
        "cdp": "chef de projet",
        "ing": "ingenieur",
        "dirco": "directeur commercial",
        "adj": "adjoint",
    },
)
