namespace Granary.Adapters.Demo;

internal static class IndianWords
{
    public static readonly DemoWords All = new()
    {
        FirstNames = ["Aarav", "Vivaan", "Aditya", "Ananya", "Diya", "Ishaan", "Kavya", "Meera", "Nikhil", "Priya", "Rohan", "Saanvi", "अनिल", "सुनीता", "Lakshmi", "Farhan"],
        LastNames = ["Sharma", "Patel", "Iyer", "Reddy", "Nair", "Khan", "Singh", "Gupta", "Mehta", "Banerjee", "Desai", "D'Souza", "वर्मा", "Krishnamurthy", "Chaudhary", "Joshi"],
        Companies = ["Surya Handlooms", "Ganga Silks", "Himalaya Cottons", "Deccan Weaves", "Malabar Fabrics", "Jaipur Block Prints", "Shakti Garments", "Lotus Exports", "Nilgiri Apparel", "खादी भंडार", "Coromandel Dyeing", "Konark Textiles"],
        CompanyForms = ["Pvt. Ltd.", "LLP", "& Sons", "Traders", "Enterprises"],
        Industries = ["Textiles", "Retail", "Exports", "Fashion", "Hospitality"],
        Cities = [("Mumbai", "400001"), ("Bengaluru", "560001"), ("Jaipur", "302001"), ("Surat", "395003"), ("Kochi", "682001"), ("Varanasi", "221001")],
        Streets = ["M.G. Road", "Station Road", "Link Road", "Gandhi Nagar", "Market Yard"],
        JobTitles = ["Proprietor", "Purchase Manager", "Merchandiser", "Designer", "Accounts Officer"],
        LeadSources = ["Trade fair", "WhatsApp", "Referral", "IndiaMART", "Walk-in"],
        LeadStates = ["New", "Contacted", "Qualified", "Lost", "Converted"],
        DealNames = ["Wedding collection", "Uniform order", "Bedsheet export", "Saree festival lot", "Curtain fabric"],
        DealStages = ["Enquiry", "Sample sent", "Negotiation", "Won", "Lost"],
        Campaigns = ["Diwali offer", "दिवाली सेल", "Summer cottons", "Export fair"],
        Tasks = ["Send samples", "Follow up on payment", "Confirm the dye lot", "Book transport", "GST paperwork"],
        TaskStates = ["Open", "In progress", "Done", "On hold"],
        Events = ["Mill visit", "Buyer meeting", "Sample review", "Puja at the new loom hall"],
        Calls = ["Introduction", "Payment reminder", "Sample feedback", "Dispatch date"],
        CallResults = ["Reached", "No answer", "Switched off", "Call back"],
        Notes = ["Wants delivery before Diwali.", "ग्राहक को हल्का रंग चाहिए।", "Pays by RTGS within 15 days.", "Needs GST invoice with HSN code.", "Prefers WhatsApp over mail."],
        Products = ["Cotton saree", "Silk dupatta", "Khadi kurta", "Block print bedsheet", "Jacquard curtain", "Muslin fabric"],
        QuoteStates = ["Draft", "Sent", "Accepted", "Declined"],
        EmailSubjects = ["Your quotation", "Sample dispatch", "Payment received, thank you", "Re: shade card", "धन्यवाद"],
        EmailBody = "Namaste,\r\n\r\nPlease find the details below.\r\n\r\nRegards,\r\nKiran Textiles",
        Sites = ["Loom hall", "Dyeing unit", "Showroom", "Kendriya Vidyalaya", "Godown 2"],
        SiteStates = ["Planned", "Running", "Closed"],
        Documents = ["Wage register", "Brand book", "Factory licence"],
        FileNames = ["Quotation.pdf", "Shade card.png", "Order sheet.csv", "Remarks.txt", "Pattern.svg", "नमूना.pdf"],
        Phone = "+91 98### #####",
        MailDomain = "example.in",
        UtcOffset = "+05:30",
    };
}
