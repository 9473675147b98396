#include "nlu/catalogue_builtin.hpp"

#include "base/text.hpp"

namespace callwell::nlu {

namespace {

/// One item a line: its name, then what else it is called, parted by '|'.
constexpr std::string_view kMedications =
    "Ibuprofen|Advil|Motrin|ibuprofeno\nAcetaminophen|Tylenol|paracetamol|acetaminofen\nNaproxen|Aleve|Naprosyn|naproxeno\nAspirin|"
    "aspirina|Bayer aspirin\nDiclofenac|Voltaren|diclofenaco\n"
    "Meloxicam|Mobic\nCelecoxib|Celebrex\nKetorolac|Toradol\nTramadol|Ultram\nHydrocodone|Vicodin|Norco|hidrocodona\nOxycodone|Percocet|"
    "Oxycontin|oxicodona\nCodeine|codeina|Tylenol three\n"
    "Morphine|morfina\nGabapentin|Neurontin|gabapentina\nPregabalin|Lyrica\nCyclobenzaprine|Flexeril\nAmoxicillin|amoxil|"
    "amoxicilina\nAmoxicillin clavulanate|Augmentin|amoxicilina clavulanato\n"
    "Penicillin|penicilina|Pen VK\nClindamycin|Cleocin|clindamicina|Clindagel\nAzithromycin|Zithromax|Z pack|Z "
    "pak|azitromicina\nDoxycycline|Doryx|Vibramycin|Oracea|doxiciclina\n"
    "Minocycline|Solodyn|Minocin|minociclina\nCephalexin|Keflex|cefalexina\nCefadroxil\nMetronidazole|Flagyl|Metrogel|"
    "metronidazol\nCiprofloxacin|Cipro|ciprofloxacino\nLevofloxacin|Levaquin\n"
    "Trimethoprim sulfamethoxazole|Bactrim|Septra|sulfa\nErythromycin|eritromicina\nMupirocin|Bactroban|mupirocina\nNeosporin|triple "
    "antibiotic\nBacitracin|bacitracina\nSilver sulfadiazine|Silvadene\n"
    "Acyclovir|Zovirax|aciclovir\nValacyclovir|Valtrex|valaciclovir\nFamciclovir|Famvir\nFluconazole|Diflucan|fluconazol\nTerbinafine|"
    "Lamisil|terbinafina\nKetoconazole|Nizoral|ketoconazol\n"
    "Clotrimazole|Lotrimin|clotrimazol\nNystatin|nistatina\nCiclopirox|Penlac|Loprox\nEfinaconazole|Jublia\nIvermectin|Soolantra|"
    "Stromectol|ivermectina\nPermethrin|Elimite|permetrina\n"
    "Isotretinoin|Accutane|Absorica|Claravis|Amnesteem|Zenatane|isotretinoina|Roacutan\nTretinoin|Retin "
    "A|Renova|Altreno|tretinoina\nAdapalene|Differin|adapaleno\nAdapalene benzoyl peroxide|Epiduo\n"
    "Tazarotene|Tazorac|Arazlo|tazaroteno\nTrifarotene|Aklief\nBenzoyl peroxide|PanOxyl|peroxido de benzoilo\nSalicylic acid|acido "
    "salicilico\nAzelaic acid|Finacea|Azelex|acido azelaico\n"
    "Dapsone|Aczone|dapsona\nClascoterone|Winlevi\nSpironolactone|Aldactone|espironolactona\nHydroquinone|hidroquinona\nTri "
    "Luma\nTranexamic acid|Lysteda|acido tranexamico\nKojic acid|acido kojico\n"
    "Hydrocortisone|Cortizone|cortisone "
    "cream|hidrocortisona\nTriamcinolone|Kenalog|triamcinolona\nClobetasol|Temovate|Clobex\nBetamethasone|Diprolene|"
    "betametasona\nFluocinonide|Lidex\nMometasone|Elocon|mometasona\n"
    "Desonide|Desowen|desonida\nHalobetasol|Ultravate\nPrednisone|Deltasone|prednisona\nPrednisolone|prednisolona\nMethylprednisolone|"
    "Medrol|Medrol dose pack\nDexamethasone|Decadron|dexametasona\n"
    "Tacrolimus|Protopic|tacrolimo\nPimecrolimus|Elidel\nCrisaborole|Eucrisa\nRuxolitinib|Opzelura\nRoflumilast|Zoryve\nTapinarof|"
    "Vtama\nCalcipotriene|Dovonex|calcipotriol\nDupilumab|Dupixent\n"
    "Tralokinumab|Adbry\nAdalimumab|Humira\nEtanercept|Enbrel\nUstekinumab|Stelara\nSecukinumab|Cosentyx\nIxekizumab|Taltz\nGuselkumab|"
    "Tremfya\nRisankizumab|Skyrizi\nApremilast|Otezla\nUpadacitinib|Rinvoq\n"
    "Abrocitinib|Cibinqo\nDeucravacitinib|Sotyktu\nOmalizumab|Xolair\nBaricitinib|Olumiant\nRitlecitinib|Litfulo\nMethotrexate|Trexall|"
    "metotrexato\nCyclosporine|Neoral|ciclosporina\nAcitretin|Soriatane\n"
    "Hydroxychloroquine|Plaquenil|hidroxicloroquina\nImiquimod|Aldara\nFluorouracil|Efudex|Carac|fluorouracilo\nBrimonidine|Mirvaso|"
    "brimonidina\nOxymetazoline|Rhofade|Upneeq\nGlycopyrronium|Qbrexza\n"
    "Aluminum "
    "chloride|Drysol\nMinoxidil|Rogaine|Loniten\nFinasteride|Propecia|Proscar|finasterida\nDutasteride|Avodart\nBimatoprost|Latisse|"
    "Lumigan\nLidocaine|lidocaina|Xylocaine|numbing cream|EMLA\n"
    "Benzocaine|Orajel|benzocaina\nArticaine|Septocaine|articaina\nEpinephrine|EpiPen|epinefrina|adrenaline|Auvi "
    "Q\nChlorhexidine|Peridex|clorhexidina|Hibiclens\nSodium fluoride|Prevident|fluoride|fluoruro\n"
    "Nitrous oxide|laughing gas|oxido nitroso|gas de la "
    "risa\nTriazolam|Halcion\nDiazepam|Valium\nLorazepam|Ativan\nAlprazolam|Xanax\nClonazepam|Klonopin\nMidazolam|Versed\n"
    "Semaglutide|Ozempic|Wegovy|Rybelsus|semaglutida\nTirzepatide|Mounjaro|Zepbound|tirzepatida\nLiraglutide|Saxenda|Victoza\nPhentermine|"
    "Adipex|fentermina\nMetformin|Glucophage|metformina\nInsulin|insulina|Lantus|Humalog\n"
    "Levothyroxine|Synthroid|levotiroxina\nLisinopril|Zestril\nLosartan|Cozaar\nAmlodipine|Norvasc|amlodipino\nMetoprolol|"
    "Lopressor\nHydrochlorothiazide|HCTZ|hidroclorotiazida\nFurosemide|Lasix|furosemida\n"
    "Atorvastatin|Lipitor|atorvastatina\nSimvastatin|Zocor\nRosuvastatin|Crestor\nWarfarin|Coumadin|warfarina\nApixaban|"
    "Eliquis\nRivaroxaban|Xarelto\nClopidogrel|Plavix\nHeparin|heparina\nAlendronate|Fosamax|alendronato\n"
    "Denosumab|Prolia\nOmeprazole|Prilosec|omeprazol\nPantoprazole|Protonix\nFamotidine|Pepcid|famotidina\nOndansetron|Zofran\nSertraline|"
    "Zoloft|sertralina\nFluoxetine|Prozac|fluoxetina\nEscitalopram|Lexapro\n"
    "Bupropion|Wellbutrin\nTrazodone|trazodona\nAmphetamine|Adderall\nMethylphenidate|Ritalin|Concerta\nAlbuterol|Ventolin|ProAir|"
    "salbutamol\nMontelukast|Singulair\nFluticasone|Flonase\nCetirizine|Zyrtec|cetirizina\n"
    "Loratadine|Claritin|loratadina\nFexofenadine|Allegra\nDiphenhydramine|Benadryl|difenhidramina\nHydroxyzine|Atarax|Vistaril|"
    "hidroxizina\nBirth control|birth control pill|anticonceptivos|pastillas anticonceptivas\n"
    "Estradiol|Estrace\nProgesterone|progesterona\nTestosterone|testosterona\nVitamin D|vitamina D\nFolic acid|acido "
    "folico\nBiotin|biotina\nArnica|arnika";

constexpr std::string_view kInsurers =
    "Aetna|etna\nBlue Cross Blue Shield|BCBS|Blue Cross|Blue Shield|Anthem Blue Cross\nCigna|signa|Cigna "
    "Healthcare\nUnitedHealthcare|United Health Care|United Healthcare|UHC\nHumana\nKaiser Permanente|Kaiser\n"
    "Anthem|Elevance\nCentene|Ambetter\nMolina Healthcare|Molina\nOscar Health|Oscar insurance\nHealth Net|HealthNet\nWellCare|Well "
    "Care\nMedicare\nMedicaid\nMedi-Cal|MediCal|Medi Cal\nTricare|Tri Care\n"
    "Delta Dental|Delta dental PPO\nMetLife|Met Life\nGuardian|Guardian Dental\nPrincipal Financial|Principal dental\nAmeritas\nUnited "
    "Concordia\nDentaQuest|Denta Quest\nLiberty Dental\nSun Life|SunLife\nLincoln Financial\n"
    "Renaissance Dental\nMCNA Dental|MCNA\nGEHA\nCareington\nSolstice\nEyeMed|Eye Med\nVSP|Vision Service Plan\nDavis "
    "Vision\nEmblemHealth|Emblem Health\nHighmark\nFlorida Blue\nCareFirst|Care First\nHorizon Blue Cross|Horizon BCBS\n"
    "Independence Blue Cross\nPremera\nRegence\nFidelis Care|Fidelis\nHealthfirst|Health First\nPriority Health\nBright Health\nAllstate "
    "Health\nAflac\nMultiPlan|PHCS\nFirst Health\nSimply Healthcare|Simply Health\nSunshine Health\n"
    "AvMed|Av Med\nScott and White|Baylor Scott and White Health Plan\nAmerigroup|Ameri Group\nCareSource|Care Source\nMetroPlus|Metro "
    "Plus\nVA Benefits|veterans affairs\nUMR\nMeritain|Meritain Health\nGolden Rule";

std::string id_of(std::string_view name) {
  std::string id = base::fold(name);
  for (char &c : id) {
    if (c == ' ') c = '-';
  }
  return id;
}

void append(std::string_view table, EntityType type, std::vector<VocabularyItem> &items) {
  for (const std::string_view line : base::split(table, '\n')) {
    const auto names = base::split(line, '|');
    items.push_back({type, id_of(names.front()), std::string(names.front()), {names.begin() + 1, names.end()}});
  }
}

}  // namespace

void append_builtin_medications(std::vector<VocabularyItem> &items) { append(kMedications, EntityType::medication, items); }
void append_builtin_insurers(std::vector<VocabularyItem> &items) { append(kInsurers, EntityType::insurance, items); }

}  // namespace callwell::nlu
