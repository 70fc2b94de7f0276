namespace Granary.Adapters.Demo;

internal static class FrenchWords
{
    public static readonly DemoWords All = new()
    {
        FirstNames = ["Camille", "Léa", "Chloé", "Manon", "Inès", "Zoé", "Élodie", "Aurélie", "Hélène", "Noémie", "Lucas", "Hugo", "Théo", "Jérôme", "François", "Benoît", "Loïc", "Gaël", "Rémi", "Mathéo", "Anaïs", "Maëlle", "Cédric", "Stéphane"],
        LastNames = ["Martin", "Bernard", "Lefèvre", "Durand", "Moreau", "Girard", "Fournier", "Mercier", "Dupont", "Garnier", "Chevalier", "Faure", "Rousseau", "Blanc", "Guérin", "Boyer", "Lemaître", "Perrin", "D'Hervé", "Le Goff", "Müller", "Nuñez", "Château", "Bénard"],
        Companies = ["Ateliers du Léman", "Charpentes Savoyardes", "Maisons Bellecôte", "Menuiserie Arc-en-Ciel", "Les Toits d'Annecy", "Bâti Rhône", "Écohabitat Alpes", "Scierie des Aravis", "Hôtel du Lac", "Domaine de l'Épervière", "Groupe Ferrand", "Coopérative du Beaufortain", "Imprimerie Vuarnet", "Transports Chablais", "Clinique du Parc", "Lycée Jean-Moulin", "Brasserie des Cimes", "Cabinet Roussel & Fils", "Piscines Évasion", "Thermes d'Évian"],
        CompanyForms = ["SARL", "SAS", "SA", "& Cie", "Frères", "EURL"],
        Industries = ["Bâtiment", "Hôtellerie", "Santé", "Éducation", "Transport", "Agroalimentaire", "Collectivité"],
        Cities = [("Annecy", "74000"), ("Chamonix-Mont-Blanc", "74400"), ("Thonon-les-Bains", "74200"), ("Grenoble", "38000"), ("Lyon", "69003"), ("Chambéry", "73000"), ("Saint-Étienne", "42000"), ("Paris", "75011"), ("Bourg-en-Bresse", "01000")],
        Streets = ["rue de la République", "avenue de Genève", "place de l'Hôtel-de-Ville", "chemin des Écoliers", "quai Saint-François", "impasse du Moulin"],
        JobTitles = ["Gérant", "Directrice des achats", "Chef de chantier", "Architecte", "Responsable travaux", "Comptable", "Maire", "Économiste de la construction"],
        LeadSources = ["Salon Bois & Habitat", "Site internet", "Recommandation", "Appel d'offres", "Annuaire", "Publicité"],
        LeadStates = ["À contacter", "Contacté", "Qualifié", "Perdu", "Converti"],
        DealNames = ["Rénovation de toiture", "Charpente neuve", "Extension ossature bois", "Bardage mélèze", "Terrasse", "Isolation des combles", "Préau d'école"],
        DealStages = ["Découverte", "Devis envoyé", "Négociation", "Gagnée", "Perdue"],
        Campaigns = ["Printemps du bois", "Portes ouvertes à l'atelier", "Isolation à 1 €", "Salon de Grenoble", "Lettre aux mairies", "Relance d'automne"],
        Tasks = ["Envoyer le devis", "Relancer le client", "Vérifier les métrés", "Commander le douglas", "Préparer la visite", "Archiver le dossier"],
        TaskStates = ["À faire", "En cours", "Terminée", "Reportée"],
        Events = ["Visite de chantier", "Réunion de lancement", "Réception des travaux", "Déjeuner avec l'architecte", "Présentation du projet"],
        Calls = ["Prise de contact", "Point d'avancement", "Relance de facture", "Question sur le devis", "Date de livraison"],
        CallResults = ["Joint", "Message laissé", "Occupé", "À rappeler", "Numéro erroné"],
        Notes = ["Le client préfère être appelé après 17 h.", "Toiture à refaire avant l'hiver, accès difficile pour la grue.", "Budget validé en conseil municipal, reste l'accord de l'ABF.", "A demandé une variante en épicéa.", "Très satisfait du dernier chantier ; prêt à témoigner.", "Attention : digicode changé, voir avec la gardienne."],
        Products = ["Poutre lamellé-collé", "Bardage mélèze", "Lambourde", "Panneau OSB 18 mm", "Laine de bois 200 mm", "Fenêtre de toit", "Chevron douglas", "Tuile écaille", "Escalier hêtre", "Lasure incolore"],
        QuoteStates = ["Brouillon", "Envoyé", "Accepté", "Refusé", "Expiré"],
        EmailSubjects = ["Votre devis", "Rendez-vous de mardi", "Planning du chantier", "Facture n° 2025-118", "Re: question sur l'essence de bois", "Merci pour votre accueil"],
        EmailBody = "Bonjour,\r\n\r\nVoici les éléments demandés.\r\n\r\nBien à vous,\r\nL'équipe Mont-Blanc Charpente",
        Sites = ["École Jules-Ferry", "Groupe scolaire des Aravis", "Crèche Les Petits Chamois", "Collège du Mont-Blanc", "Chantier du Pré-Vert", "Résidence Bellevue", "Refuge du Goûter"],
        SiteStates = ["En étude", "Ouvert", "Réceptionné"],
        Documents = ["Plan de formation", "Charte graphique", "Règlement intérieur", "Compte rendu du CSE"],
        FileNames = ["Devis signé.pdf", "Plan façade.pdf", "Photo toiture.png", "Métrés.csv", "Compte rendu.txt", "Schéma.svg", "Dossier complet.zip", "Cotes.json"],
        Phone = "+33 4 50 ## ## ##",
        MailDomain = "exemple.fr",
        UtcOffset = "+01:00",
    };
}
