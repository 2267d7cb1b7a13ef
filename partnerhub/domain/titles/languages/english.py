"""English titles."""

from partnerhub.domain.titles.languages.table import Language
from partnerhub.domain.titles.values import Function, Seniority

LANGUAGE = Language(
    name="English",
    levels={
        Seniority.C_SUITE: """
            chairman of the board, chairman, chairwoman, chairperson, chair of the board, executive
            chair, board member, member of the board, board director, advisory board, board of
            advisors, trustee, board of trustees, non executive director, independent director,
            board of directors, president, managing director, md, c level, c suite, executive
            board, management board, executive committee, secretary general, general secretary
            """,
        Seniority.FOUNDER_OWNER: """
            founder, co founder, owner, co owner, proprietor, entrepreneur, self employed, business
            owner, founding member, shareholder
            """,
        Seniority.PARTNER: """
            managing partner, senior partner, equity partner, general partner, founding partner,
            associate partner, limited partner, operating partner
            """,
        Seniority.VP: """
            vice president, vp, senior vice president, svp, executive vice president, evp, group
            vice president, gvp, regional vice president, rvp, area vice president, avp, vice
            chairman, deputy managing director
            """,
        Seniority.HEAD: "head, global head, deputy head, chief",
        Seniority.DIRECTOR: """
            director, executive director, associate director, assistant director, group director,
            deputy director, general manager, gm, assistant general manager, country manager, dean
            """,
        Seniority.MANAGER: """
            manager, senior manager, assistant manager, deputy manager, supervisor, team lead, team
            leader, group leader, foreman, superintendent, assistant vice president, associate vice
            president, leader, squad lead, tribe lead
            """,
        Seniority.SENIOR: "senior, principal, distinguished, lead, engineering fellow",
        Seniority.INDIVIDUAL: """
            specialist, analyst, associate, coordinator, representative, rep, consultant, advisor,
            adviser, administrator, officer, executive, expert, generalist, strategist, planner,
            scheduler, clerk, agent, technician, scientist, researcher, writer, editor, designer,
            architect, engineer, developer, programmer, fellow, operator, inspector, evangelist,
            advocate, junior, practitioner, entrepreneur in residence, executive in residence,
            publisher, instructor, trainer, teacher, professor, lecturer, nurse, physician, doctor,
            student, business partner, scrum master, agile coach, liaison, contractor, freelancer,
            freelance, member, employee, volunteer, product owner, process owner, service owner,
            risk owner, data owner, system owner, librarian, translator, photographer, driver,
            mechanic, electrician, assembler, machinist
            """,
        Seniority.INTERN: """
            intern, internship, trainee, apprentice, working student, student assistant, summer
            associate, co op student, graduate trainee, placement student
            """,
        Seniority.UNKNOWN: "retired, former employee",
    },
    roles={
        (Seniority.C_SUITE, Function.EXECUTIVE): """
            ceo, chief executive, chief executive officer, co ceo, deputy ceo, general director
            """,
        (Seniority.C_SUITE, Function.OPERATIONS): "coo, chief operating officer",
        (Seniority.C_SUITE, Function.FINANCE): "cfo, chief investment officer",
        (Seniority.C_SUITE, Function.MARKETING): "cmo",
        (Seniority.C_SUITE, Function.SALES): "cro, cco",
        (Seniority.C_SUITE, Function.ENGINEERING): "cto, chief technical officer",
        (Seniority.C_SUITE, Function.IT): "cio, cdo",
        (Seniority.C_SUITE, Function.SECURITY): "ciso",
        (Seniority.C_SUITE, Function.HR): "chro, chief happiness officer",
        (Seniority.C_SUITE, Function.PRODUCT): "cpo",
        (Seniority.C_SUITE, Function.CUSTOMER_SUCCESS): "cxo",
        (Seniority.C_SUITE, Function.LEGAL): "general counsel, clo",
        (Seniority.PARTNER, Function.EXECUTIVE): "managing partner",
        (Seniority.DIRECTOR, Function.EXECUTIVE): "chief of staff",
        (Seniority.DIRECTOR, Function.LEGAL): """
            company secretary, corporate secretary, associate general counsel, deputy general
            counsel, assistant general counsel
            """,
        (Seniority.DIRECTOR, Function.FINANCE): "treasurer",
        (Seniority.DIRECTOR, Function.OPERATIONS): "plant manager, factory manager",
        (Seniority.MANAGER, Function.FINANCE): """
            controller, comptroller, financial controller, finance controller, group controller,
            corporate controller, assistant controller
            """,
        (Seniority.SENIOR, Function.MARKETING): "art director",
        (Seniority.SENIOR, Function.LEGAL): "senior counsel",
        (Seniority.SENIOR, Function.ENGINEERING): """
            staff engineer, staff software engineer, staff developer, staff data scientist, staff
            data engineer
            """,
        (Seniority.SENIOR, Function.PRODUCT): "staff product designer, staff designer",
        (Seniority.INDIVIDUAL, Function.LEGAL): """
            counsel, corporate counsel, legal counsel, attorney, lawyer, solicitor, paralegal,
            barrister, data protection officer, dpo
            """,
        (Seniority.INDIVIDUAL, Function.SALES): """
            account executive, sales executive, sales engineer, solutions engineer, solution
            engineer, presales engineer, pre sales engineer, sales consultant, solutions
            consultant, solution consultant, sdr, bdr, ae, sales development representative,
            business development representative, salesman, salesperson, seller, client partner
            """,
        (Seniority.MANAGER, Function.SALES): "kam, account manager, key account manager",
        (Seniority.MANAGER, Function.CUSTOMER_SUCCESS): "csm, technical account manager, tam",
        (Seniority.INDIVIDUAL, Function.FINANCE): """
            accountant, bookkeeper, auditor, actuary, bursar, underwriter, teller, loan officer
            """,
        (Seniority.INDIVIDUAL, Function.PROCUREMENT): "buyer",
        (Seniority.INDIVIDUAL, Function.HR): """
            recruiter, hr business partner, hrbp, people partner, talent partner, people business
            partner, talent acquisition partner
            """,
        (Seniority.INDIVIDUAL, Function.PRODUCT): "product owner",
        (Seniority.INDIVIDUAL, Function.IT): """
            sysadmin, webmaster, dba, enterprise architect, solution architect, business analyst
            """,
        (Seniority.INDIVIDUAL, Function.MARKETING): "copywriter, journalist, publicist",
        (Seniority.INDIVIDUAL, Function.OPERATIONS): "receptionist",
        (Seniority.MANAGER, Function.OPERATIONS): "office manager",
        (Seniority.DIRECTOR, Function.MARKETING): "creative director",
        (Seniority.INDIVIDUAL, Function.SECURITY): "penetration tester, pentester",
        (Seniority.INDIVIDUAL, Function.ENGINEERING): "sre, tester",
    },
    functions={
        Function.MARKETING: """
            marketing, product marketing, field marketing, partner marketing, channel marketing,
            marketing operations, brand, brands, branding, communications, communication, comms,
            pr, public relations, media, social media, content, seo, sem, demand generation, demand
            gen, growth, advertising, events, event, community, press, crm, digital marketing,
            customer marketing, marketing technology, creative, e commerce, ecommerce, lead
            generation, marketer, abm, corporate affairs, public affairs, campaign, campaigns,
            market research, sales and marketing communications, category marketing, editorial,
            marketing and communications, email marketing, copy, performance marketing, loyalty
            """,
        Function.SALES: """
            sales, revenue, commercial, business development, bizdev, biz dev, account, accounts,
            key account, key accounts, partnerships, partnership, alliances, alliance, channel,
            channels, partner, partners, partner management, partner success, channel partner,
            strategic partner, technology partner, go to market, gtm, sales operations, sales
            enablement, revenue operations, revops, sales ops, presales, pre sales, territory, new
            business, inside sales, field sales, client development, ecosystem, sales development,
            solution sales, customer acquisition, area sales, distribution channel, merchandising,
            retail sales, business developer, partner development, deal desk, bid, pricing, sales
            partner, delivery partner, implementation partner, referral partner, reseller,
            advertising sales, media sales, licensing, partnering, monetization, brand
            partnerships, client executive, sales training
            """,
        Function.IT: """
            it, information technology, information systems, ict, mis, systems, system, network,
            networks, infrastructure, cloud, helpdesk, help desk, service desk, desktop support,
            database, erp, sap, salesforce, applications, business intelligence, bi, digital,
            digital transformation, it operations, it support, technology operations, data center,
            information, information management, service delivery, it service, it project, it
            security architecture, digital workplace, business systems, data governance,
            informatics, enterprise applications, data, data analytics, analytics, technical
            support it, it infrastructure, data management, computing, computer, telecom,
            telecommunications, servicenow, automation it, end user computing
            """,
        Function.FINANCE: """
            finance, financial, accounting, accounts payable, accounts receivable, payroll,
            treasury, tax, audit, internal audit, investor relations, fp a, fpa, controlling,
            credit, billing, investment, investments, investor, m a, mergers, risk, risk
            management, actuarial, financial planning, budget, corporate development, finance
            operations, finance business partner, business controlling, insurance, financial
            reporting, collections, underwriting, portfolio, wealth, fund, trading, invoicing,
            economist, credit risk, corporate finance, sales finance, commercial finance, it
            finance, marketing finance, sales controller, order to cash, quote to cash, record to
            report
            """,
        Function.OPERATIONS: """
            operations, operation, operating, operational, supply chain, logistics, manufacturing,
            production, plant, warehouse, distribution, facilities, facility, quality, qa manager,
            project, projects, program, programs, programme, pmo, project management, process,
            continuous improvement, lean, business operations, bizops, administration, fleet,
            transport, transportation, maintenance, inventory, materials, fulfillment, shipping,
            real estate, workplace, ehs, hse, health and safety, sustainability, esg, strategy and
            operations, strategic initiatives, transformation, business transformation, business
            process, safety, construction, site, property, store, branch, factory, quality
            assurance, quality control, service operations, program management, change management,
            import export, demand planning, planning, business excellence, operational excellence,
            administrative, office
            """,
        Function.HR: """
            hr, human resources, human resource, people, people operations, people ops, talent,
            talent acquisition, recruiting, recruitment, learning, learning and development, l d,
            compensation, benefits, total rewards, employee experience, culture, workforce,
            diversity, dei, hris, people and culture, organizational development, employer
            branding, payroll and benefits, training, training and development, employee relations,
            labor relations, human capital, people analytics, hr operations, hr technology,
            employee engagement, people development
            """,
        Function.LEGAL: """
            legal, compliance, regulatory, regulatory affairs, privacy, data protection, contracts,
            contract, ethics, intellectual property, ip, patent, patents, governance, corporate
            governance, legal operations, legal ops, litigation, risk and compliance, government
            affairs, grc
            """,
        Function.PRODUCT: """
            product, products, product management, product development, product design, ux, ui,
            user experience, product operations, product strategy, product owner, innovation, user
            research, ui ux, ux ui, product analytics, design, portfolio management product,
            product line, category
            """,
        Function.ENGINEERING: """
            engineering, engineer, software, developer, technology, technical, tech, architecture,
            rnd, research, research and development, devops, site reliability, platform, machine
            learning, data science, data engineering, data engineer, data scientist, ai, artificial
            intelligence, frontend, front end, backend, back end, full stack, fullstack, r d, r and
            d, web developer, hardware, embedded, mechanical, electrical, firmware, test, qa,
            quality engineering, quality engineer, process engineer, robotics, civil, structural,
            chemical, java, python, mobile, programmer, software architect, technical architect,
            android, ios, web development, science, laboratory, product engineer, product
            engineering, production engineer, manufacturing engineer, manufacturing engineering,
            project engineer, operations engineer, design engineer, engineering operations, data
            platform, web, application developer, cloud engineer, database developer, machine
            learning engineer
            """,
        Function.SECURITY: """
            security, information security, infosec, cyber security, cybersecurity, cyber, it
            security, data security, security operations, soc, application security, appsec,
            identity and access, iam, network security, cloud security, security engineering,
            security engineer, product security, threat intelligence, security architect,
            devsecops, information risk, it risk, security compliance
            """,
        Function.PROCUREMENT: """
            procurement, indirect procurement, purchasing, sourcing, strategic sourcing, vendor
            management, vendor, supplier, supplier management, category manager procurement,
            buying, category buyer, third party management, supplier relationship, procure to pay,
            commodity
            """,
        Function.CUSTOMER_SUCCESS: """
            customer success, client success, customer experience, customer support, customer
            service, client services, client service, customer care, customer, customers, support,
            technical support, onboarding, implementation, client, clients, customer operations,
            customer relations, client relations, service, services, professional services, contact
            center, call center, renewals, renewal, customer engagement, cx, retention, customer
            advocacy, customer onboarding, client experience, user success, guest
            """,
        Function.EXECUTIVE: """
            executive office, board, strategy, corporate strategy, strategic planning, business
            strategy, general manager, gm, country manager, executive director, general management,
            vice chairman, business unit, deputy managing director
            """,
    },
    support="""
        assistant, executive assistant, personal assistant, administrative assistant, pa, ea,
        secretary, executive secretary, office assistant, virtual assistant, pa to, ea to
        """,
    neutral="""
        financial services, business services, human resources software, personal trainer, personal
        banker, security services, insurance industry
        """,
    banks="""
        bank, banking, investment banking, private banking, corporate banking, wealth management,
        wealth, equity research, equities, capital markets, global markets, credit risk, lending,
        leveraged finance, trading, trader, fixed income, mortgage, underwriting, loan, loans,
        private equity, securitized, asset finance, hedge fund, branch, structured finance, asset
        management, relationship manager
        """,
    abbreviations={
        "sr": "senior",
        "snr": "senior",
        "jr": "junior",
        "jnr": "junior",
        "mgr": "manager",
        "mngr": "manager",
        "manger": "manager",
        "mgmt": "management",
        "dir": "director",
        "asst": "assistant",
        "assoc": "associate",
        "mktg": "marketing",
        "mkt": "marketing",
        "mkting": "marketing",
        "ops": "operations",
        "eng": "engineering",
        "engr": "engineer",
        "exec": "executive",
        "pres": "president",
        "acct": "account",
        "acctg": "accounting",
        "admin": "administrator",
        "dev": "developer",
        "intl": "international",
        "mfg": "manufacturing",
        "vicepresident": "vice president",
        "cofounder": "co founder",
        "coowner": "co owner",
        "cochief": "co chief",
        "pm": "product manager",
        "swe": "software engineer",
        "infra": "infrastructure",
        "tech": "technology",
        "coord": "coordinator",
        "spec": "specialist",
        "svc": "service",
        "svcs": "services",
        "cust": "customer",
        "teamlead": "team lead",
        "teamleader": "team leader",
        "procure": "procurement",
        "vpe": "vp engineering",
    },
)
