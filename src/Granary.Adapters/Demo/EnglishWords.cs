namespace Granary.Adapters.Demo;

internal static class EnglishWords
{
    public static readonly DemoWords All = new()
    {
        FirstNames = ["Olivia", "Emma", "Sophia", "Ava", "Mia", "Grace", "Hannah", "Abigail", "Liam", "Noah", "Ethan", "Mason", "Logan", "Jacob", "Daniel", "Wyatt", "Renée", "José", "Siobhán", "Jamal", "Keisha", "Mei", "Dmitri", "Priya"],
        LastNames = ["Smith", "Johnson", "Williams", "Brown", "Jones", "Garcia", "Miller", "Davis", "Rodriguez", "Martinez", "O'Brien", "O'Neil", "McDonald", "Nguyen", "Kowalski", "Schultz", "Washington", "Van Dyke", "St. James", "Peña", "Lindqvist", "Okafor", "Hughes", "Carter"],
        Companies = ["Great Lakes Bearings", "Northshore Tool & Die", "Erie Fasteners", "Buckeye Hydraulics", "Harbor Freightways", "Maple Leaf Packaging", "Cuyahoga Steel", "Lakefront Logistics", "Prairie Wind Energy", "Blue Heron Foods", "Summit Plastics", "Ironwood Machining", "Keystone Valves", "Granite State Pumps", "Old Mill Brewing", "Riverbend Medical", "Sandusky Marine", "Tri-County Electric", "Wolverine Castings", "Yankee Coatings"],
        CompanyForms = ["Inc.", "LLC", "Corp.", "Co.", "& Sons", "Group"],
        Industries = ["Manufacturing", "Logistics", "Energy", "Food & Beverage", "Healthcare", "Marine", "Construction"],
        Cities = [("Cleveland, OH", "44114"), ("Buffalo, NY", "14202"), ("Erie, PA", "16501"), ("Rochester, NY", "14604"), ("Toledo, OH", "43604"), ("Syracuse, NY", "13202"), ("Boston, MA", "02110"), ("Detroit, MI", "48226")],
        Streets = ["Main Street", "Lake Shore Boulevard", "Industrial Parkway", "Canal Road", "Elm Avenue", "Dock Street"],
        JobTitles = ["Purchasing Manager", "Plant Manager", "Maintenance Lead", "VP Operations", "Buyer", "Controller", "Owner", "Safety Officer"],
        LeadSources = ["Trade show", "Web form", "Referral", "Cold call", "Partner", "Advertisement"],
        LeadStates = ["New", "Contacted", "Qualified", "Lost", "Converted"],
        DealNames = ["Annual bearing contract", "Conveyor retrofit", "Hydraulic press", "Spare parts program", "Warehouse lighting", "Safety audit", "Dock levelers"],
        DealStages = ["Prospecting", "Proposal sent", "Negotiation", "Closed won", "Closed lost"],
        Campaigns = ["Spring catalog", "Lake Erie trade show", "Safety month", "Win-back 2025", "Dealer newsletter", "Fall clearance", "Webinar: vibration analysis"],
        Tasks = ["Send the quote", "Follow up", "Check stock", "Prepare the visit", "Update the contract", "Close out paperwork"],
        TaskStates = ["Not started", "In progress", "Completed", "Deferred"],
        Events = ["Plant tour", "Kick-off meeting", "Quarterly review", "Lunch with purchasing", "Product demonstration"],
        Calls = ["Introduction", "Status check", "Invoice reminder", "Question about a quote", "Delivery date"],
        CallResults = ["Reached", "Left voicemail", "Busy", "Call back", "Wrong number"],
        Notes = ["Prefers calls before 9 a.m.", "Line 3 is down every Friday for maintenance.", "Budget approved; waiting for legal.", "Asked for a volume discount above 500 units.", "Very happy with the last delivery, would be a reference.", "Dock 4 only takes trucks under 48 ft."],
        Products = ["Ball bearing 6204", "Roller chain #40", "Hydraulic hose 1/2\"", "Hex bolt M12", "Gear motor 2 HP", "Safety relay", "Conveyor belt 24\"", "Grease cartridge", "V-belt A42", "Pillow block 1 3/16\""],
        QuoteStates = ["Draft", "Delivered", "Accepted", "Declined", "Expired"],
        EmailSubjects = ["Your quote", "Meeting on Tuesday", "Shipment update", "Invoice 2025-118", "Re: lead time for bearings", "Thanks for having us"],
        EmailBody = "Hello,\r\n\r\nPlease find below what you asked for.\r\n\r\nBest regards,\r\nLakeside Industrial Supply",
        Sites = ["Plant 1", "Plant 2", "North warehouse", "Harbor terminal", "Lincoln Elementary School", "Training center", "Cross-dock"],
        SiteStates = ["Planned", "Open", "Closed"],
        Documents = ["Employee handbook", "Brand guidelines", "Price policy", "Board minutes"],
        FileNames = ["Signed quote.pdf", "Floor plan.pdf", "Site photo.png", "Parts list.csv", "Meeting notes.txt", "Diagram.svg", "Drawings.zip", "Settings.json"],
        Phone = "+1 (216) 555-01##",
        MailDomain = "example.com",
        UtcOffset = "-05:00",
    };
}
