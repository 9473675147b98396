#include "compliance/guard_rules.hpp"

namespace callwell::compliance::guard_rules {

namespace {

constexpr WordList kLists[]{
    {"drug",
     "medication~ medicine~ meds med pill~ tablet~ capsule~ dose~ dosage~ antibiotic~ painkiller~ insulin inhaler~ steroid~ statin~ "
     "thinner~ ibuprofen acetaminophen tylenol advil motrin aleve naproxen aspirin melatonin benadryl antihistamine~ claritin zyrtec "
     "allegra supplement~ vitamin~ cream~ ointment~ drops patch~ antifungal~ hydrocortisone neosporin antacid~ tums pepto imodium "
     "laxative~ metformin lisinopril losartan amlodipine atorvastatin omeprazole levothyroxine synthroid eliquis xarelto warfarin coumadin "
     "plavix xanax "
     "valium zoloft prozac lexapro gabapentin prednisone amoxicillin azithromycin zpack penicillin doxycycline ozempic wegovy semaglutide "
     "mounjaro accutane isotretinoin retinol tretinoin botox filler~ wort mucinex sudafed robitussin dayquil nyquil cough syrup~ spray~ "
     "control "
     "birth eliquis humira methotrexate plaquenil spironolactone lasix albuterol adderall ritalin trazodone ambien tramadol oxycodone "
     "percocet codeine opioid~ antidepressant~ antiviral~ tamiflu paxlovid multivitamin probiotic~ magnesium iron creatine cbd lozenge~ "
     "decongestant~ "
     "pastilla~ medicamento~ medicina~ medicacion antibiotico~ jarabe~ gotas crema~ pomada~ inhalador~ insulina paracetamol ibuprofeno "
     "omeprazol dosis comprimido~ aspirina naproxeno tableta~ capsula~ vitamina~ suplemento~ anticoagulante~ sintrom levotiroxina "
     "metformina enalapril "
     "losartan amoxicilina antihistaminico~ antiinflamatorio~ analgesico~ corticoide~ parche~ inyeccion~ laxante~ antiacido~ "
     "antidepresivo~ lorazepam diazepam orfidal nolotil dalsy apiretal melatonina hierro suero anticonceptiv~"},
    {"symptom",
     "pain~ ache~ headache~ rash~ fever~ bleed~ swell~ swollen dizz~ numb~ cough~ vomit~ nausea~ nauseous bruis~ redness red itch~ "
     "discharge drainage oozing tingl~ cramp~ lump~ bump~ spotting fatigue palpitation~ soreness sore tender~ burning symptom~ effect~ "
     "reaction~ fainting weakness vision "
     "droop~ droopy blister~ hive~ pus tightness pressure stiff~ peel~ fluid breath~ wheez~ dolor~ duele fiebre sangr~ hinchaz~ hinchad~ "
     "mareo~ mareado tos vomit~ nausea~ moret~ picor picazon hormigueo adormec~ entumec~ sarpullido roncha~ enrojec~ rojez ardor sintoma~ "
     "debilidad calambre~ bulto~ ampolla~ supura~"},
    {"condition",
     "diabet~ bronchitis strep flu influenza covid pneumonia infection~ infected cancer~ sinusitis sinus migraine~ arthrit~ fasciitis "
     "hypothyroid~ hyperthyroid~ thyroid underactive overactive anemi~ dehydrat~ fractur~ broken sprain~ torn tear tendin~ eczema "
     "psoriasis shingles ulcer~ reflux gerd hernia~ "
     "appendicitis gout asthma~ adhd depress~ anxi~ uti cystitis concussion~ stroke clot~ dvt cellulitis abscess dermatitis ringworm fung~ "
     "scabies rosacea acne melanoma benign malignan~ prediabet~ hypertens~ cholesterol kidney gallstone~ gallbladder ibs colitis crohns "
     "celiac conjunctivitis "
     "mononucleosis mono lupus fibromyalgia sciatica menopaus~ perimenopaus~ vertigo allerg~ virus viral bacterial tonsillitis laryngitis "
     "pinched slipped herniated carpal cyst~ insomnia pregnant~ std chlamydia herpes yeast pcos endometriosis apnea bursitis impetigo "
     "keloid~ "
     "bronquitis gripe neumonia infeccion~ infectad~ migrana~ artritis artrosis tiroides hipotiroid~ anemia~ anemic~ fractura~ rota roto "
     "esguince~ gastritis ansiedad depresion alergi~ hongo~ otitis faringitis amigdalitis cistitis deshidrat~ hipertens~ hernia~ varicela "
     "sarna lumbalgia ciatica tendinitis "
     "apendicitis gastroenteritis conjuntivitis dermatitis eccema celiaqu~ vertigo~ orina contractura~ asma~ benigno maligno viral virico "
     "cancer~ sinusitis infarto trombosis"},
    {"procedure",
     "mri scan ct xray surgery surgeries anesthesia vaccine~ shot shots vaccination~ injection~ laser peel~ botox filler~ microneedling "
     "facial treatment~ procedure~ extraction~ filling~ crown implant~ stress colonoscopy biopsy stitches sutures exercise~ workout~ gym "
     "fly flying flight~ swim~ drive driving run running lift~ "
     "sauna massage~ work school tanning chemo radiation mammogram contrast cleaning whitening braces hydrafacial resonancia tac "
     "radiografia cirugia operacion operarse anestesia vacuna~ inyeccion~ laser tratamiento~ extraccion~ implante~ ejercicio~ gimnasio "
     "volar avion nadar piscina conducir manejar correr trabajar "
     "trabajo colegio deporte~ sauna puntos colonoscopia biopsia relleno~ empaste blanqueamiento limpieza"},
    {"food", "wine alcohol beer drink~ coffee caffeine grapefruit sushi cheese tuna deli cerveza vino alcohol cafe~ pomelo copa copita"},
    {"be", "is are was were be seems sounds looks"},
    {"okay", "ok okay fine safe alright harmless good"},
    {"advise", "recommend suggest advise would try"}};

/// Statements about a person that a form asks as well: "do you have diabetes".
constexpr std::string_view kDiagnosisOfYou[]{"tiene usted? *1 <condition>|colesterol|azucar|presion|tension *2 alt~|baj~",
                                             "tiene|sufre de? *2 colesterol|azucar|presion|tension alt~|baj~",
                                             "you have *2 high|low blood|cholesterol|sugar|pressure|iron",
                                             "you have|got|had *3 <condition>",
                                             "you do not have *3 <condition>",
                                             "usted? tiene *3 <condition>",
                                             "no tiene *2 <condition>",
                                             "esta *2 anemic~|deshidrat~|embaraza~|deprim~|infectad~"};

constexpr std::string_view kDiagnosis[]{
    "you *1 are|were *3 diabet~|anemi~|dehydrat~|depress~|allerg~|infected|prediabet~|hypertens~|menopaus~|perimenopaus~|pregnant",
    "it|that|this is *4 <condition>",
    "that|this|it is|sounds|looks not *3 <condition>",
    "sounds|looks|seems *1 like *6 <condition>",
    "sounds|looks|seems like you have|got",
    "signs|symptoms of *3 <condition>",
    "showing signs",
    "means|mean *6 <condition>",
    "means|mean you|your *6 is|are|has",
    "is|are not? cancer~|broken|fractured|infected|benign|malignant|torn|sprained",
    "what you are describing is",
    "classic|textbook|clearly|definitely|obviously *3 <condition>",
    "probably|likely|just|only|maybe a|an? *2 <condition>",
    "case of *2 <condition>",
    "consistent with",
    "points to *3 <condition>",
    "that explains",
    "i think you have|are|it",
    "i think|believe|bet|guess *3 <condition>",
    "your *5 is|are *1 high|low|elevated|abnormal *3 so|which|means",
    "it is *1 a virus|bug",
    "the results|result|report show|shows|says|means *5 you|your",
    "is caused by|from *4 <condition>",
    "suffering from *3",
    "no es *3 <condition>",
    "lo|eso|esto *2 que tiene|describe|siente|cuenta *1 es|son",
    "eso|esto es *3 <condition>",
    "parece|parecen|suena|pinta *4 <condition>",
    "quiere|quieren decir *5",
    "significa *3 que? *4 <condition>|usted|tiene|esta|ya",
    "seguro|seguramente|probablemente que? *4 <condition>",
    "es usted? *2 <condition>",
    "debe|ha de ser *3 <condition>",
    "son|es *3 sintomas de|claros",
    "tiene|padece *2 toda la pinta",
    "cuadro de",
    "sintomas son de *3",
    "es seguro *2 <condition>",
    "<symptom> *3 es *2 <condition>",
    "# *4 is|are *2 high|low|elevated|abnormal|dangerous|diabet~|borderline|normal",
    "reading|level|result|count|pressure|sugar *6 is|are *2 high|low|elevated|abnormal|normal|fine|great|dangerous",
    "came back positive|negative|abnormal|normal *3 so|which|meaning|means",
    "is|are *1 not? *1 broken|cancer|infected",
    "azucar|presion|tension|resultado|colesterol *5 es|son|esta|estan *2 alt~|baj~|normal~|mal|bien|peligros~"};

constexpr std::string_view kTreatment[]{
    "you *1 need *3 <drug>|surgery|mri|xray|physical|therapy|chiropractor|massage",
    "you *1 should|must|ought *1 get|have|take|use|try|start|see|do|ask *5 "
    "<drug>|mri|surgery|xray|therapy|chiropractor|acupuncture|ct|steroid~",
    "you should *2 start with *4",
    "^just? take|try|use|apply|put|give|alternate|rub|drink *5 <drug>|ice|heat|compress|water|fluids|tea|oil|paste",
    "take some *3 <drug>",
    "so|and|then|just|would|could|can take|try|use|apply|put|give|get *4 <drug>|ice|heat|that",
    "i would *1 put|take|use|try|apply|recommend|suggest|start|get|go|avoid *6",
    "i|we recommend|suggest|advise *6 <drug>|ice|heat|surgery|therapy|rest|cream|wrap~|exercise~|diet",
    "the best *2 treatment|thing|option for|you",
    "best|better treated with",
    "you do not need *3 "
    "specialist|surgery|antibiotic~|biopsy|scan|mri|xray|stitches|treatment|doctor|medication|operation|surgeon|cast|<drug>",
    "will|should sort|clear|fix|cure|heal *4",
    "most people *6 with|on|do|take|use *3 <drug>|antifungal|cream",
    "the right treatment|option for you",
    "you would benefit|be better",
    "you should get *3 botox|filler|fillers|laser|peel|mri|units|second",
    "# units|syringes *5 you|your|forehead|lips|face|need",
    "alternate *3 and",
    "give *3 <drug>",
    "surgery is *3 option|choice|way",
    "elevate|ice *3 and",
    "switch|change to *3 <drug>",
    "a good option for your",
    "try *2 rest~|stretch~|ic~|heat~|gargl~|eliminat~|keto|diet|elimination",
    "should help|clear *3 up",
    "will take care of *3 <symptom>",
    "lo que necesita *1 es",
    "necesita|precisa *3 <drug>|operarse|cirugia|fisioterapia|operacion|resonancia|radiografia",
    "dele|denle|tome|tomese|tomate|use|apliquese|aplique|pongase|ponga|echese|untese|bebase *4 <drug>|hielo|calor|paños|te|agua",
    "deberia|debe|tiene|tendria que? tomar|ponerse|usar|operarse|aplicarse|hacerse|empezar *5",
    "le|yo recomiendo|recomendaria|aconsejo|sugiero *5 <drug>|operarse|hielo|calor|reposo|cirugia|que *2 tome",
    "pruebe *2 <drug>|con",
    "lo mejor *3 es|seria *2 <drug>|operarse|tomar|una|hielo|reposo|que tome",
    "con *2 <drug> *3 se le pasa|quita|cura",
    "no necesita *2 antibiotico~|operarse|cirugia|especialista|radiografia|biopsia",
    "lo mejor para *6 <drug>|<condition>|hielo|reposo",
    "mejor *2 para *2 tos|dolor|fiebre *4",
    "should|must have *4 replaced|removed|operated|done|surgery|extracted",
    "is what you need",
    "what you need is",
    "stop using *4",
    "use|try|apply *2 cortisone|aloe|vinegar|peroxide|vaseline|retinol|sunscreen",
    "switch|go|change to|on *4 diet|brand",
    "diet *5 will|should|would",
    "will improve|heal|go away|get better *2",
    "se|le va a mejorar *3",
    "yo tomaria|usaria|pondria|me pondria",
    "hagase *4 gargaras|banos|compresas",
    "se le quita *2 con",
    "compre *3 <drug>"};

constexpr std::string_view kDosage[]{
    "take|takes|use|inject|swallow|give *2 #|another|extra|half|double|two *4 "
    "milligram~|mg|ml|units|puffs|pill~|tablet~|capsule~|dose~|drops|now|daily|day|every|hours|tonight",
    "#|milligrams milligrams|milliliters|mg|ml|units|puffs *4 every|daily|day|twice|once|night|hours|morning|week",
    "#|extra|another|double|half|two|full *2 dose~|pill~|tablet~|xanax",
    "skip|stop|finish|quit|increase|decrease|lower|cut|reduce|raise|double|halve|pause|hold|restart|bump|up|crush|split *4 <drug>",
    "stop taking *4",
    "your dose|dosage *3 too|high|low|wrong|should",
    "dose *2 is|sounds|seems|looks too",
    "go ahead and take",
    "take it|them now|tonight|together|later|twice|again|with|every|as",
    "take *3 missed|forgotten",
    "take *3 tonight|tomorrow",
    "two now|today and two|one",
    "make up *3 dose",
    "keep|continue *1 taking *5 until|even|for|at",
    "#|once|twice|three times a|per|daily day *3 is *2 fine|enough|okay|safe",
    "up to # *2 a|per|every day|hours",
    "up to # times|daily",
    "maximum *4 is #",
    "wean|taper *4",
    "the usual|normal|typical|right dose for you|your|someone",
    "inject *3 #",
    "double|triple up",
    "go|move|step up|down to *2 # *1 milligrams|mg|units|ml",
    "# units|syringes|milligrams|mg|ml *4 should|is|will *2 enough|be|do|work|fine",
    "not need to *2 stop|skip|take|finish *4 <drug>",
    "deje|dejar|suspenda|suspender|pare|parar|interrumpa|salte|saltese|saltarse *2 de? tomar|usar *4",
    "puede|debe|deje|suspenda|salte *2 dejar|suspender|dejarlo|saltarse|subir|bajar|aumentar|reducir|doblar|duplicar|partir *5",
    "suspenda|salte|saltese|duplique|aumente|baje|reduzca|doble|suba|parta *4 <drug>",
    "tome|tomese|tomelo|tomela|tomelas|pongase|inyectese|use *3 #|doble|media|medio|otra|otro|una|las *4",
    "#|una|un <drug> cada|al|por # *2 horas|dia|manana|noche",
    "# miligramos|mg|gotas|unidades|ml *4 cada|al|por|diario|diarios|noche",
    "la dosis *3 es|seria|deberia|suya *3 #|alta|baja|demasiado",
    "cada # horas *3 tome|<drug>",
    "tome|tomese *3 cada # horas",
    "dos juntas"};

constexpr std::string_view kInteraction[]{
    "<drug> *2 and|or|with|plus *3 <drug>|<food> *4 conflict|interact|fine|safe|okay|ok|together|problem|mix|clash|combine",
    "do|does|will|would|should not *2 conflict|interact|react|clash",
    "no interaction~",
    "no interactions *4",
    "not interact",
    "mix|mixing|combine|combining *5 <drug>|<food>|them|two|both|those",
    "<okay> *4 with *3 <drug>|<food>|antibiotic",
    "<okay> *3 take|have|drink|use *5 with",
    "<okay> *2 together",
    "can|could|may *2 take|have|drink|use *5 with *4 <drug>|that|it|your",
    "can|could|may *2 take *4 together|both|same",
    "not take|use *4 with *5",
    "not mix|combine|take *5 with|together|and",
    "take *4 <drug> instead",
    "space|spread|separate them|those|it *2 out|apart|by",
    "will|does|do|should not affect|interfere *5",
    "wort *4",
    "not|avoid *3 <drug>|<food> *2 with|while|on *4 <drug>|that|it",
    "avoid *4 while|with *4 <drug>",
    "glass|drink|beer *2 of? *2 with *3 <drug>|that",
    "contraindicated",
    "safe together",
    "puede|pueden *2 tomar|tomarlo|tomarla|tomarse|beber|usar|combinar|mezclar|juntar *5 con",
    "no puede|debe|deberia|conviene *2 tomar|mezclar|beber|combinar|juntar *5 con",
    "juntelos|juntelas|mezclelos|mezclelas|combinelos|junte|mezcle|combine~ *4",
    "no *1 interact~|interfier~|chocan|afecta|choca *3",
    "<drug> *2 y|con *3 <drug> *4 bien|problema|juntos|juntas|seguro|compatibles",
    "son compatibles",
    "puede|pueden *1 tomarlos|tomarlas|usarlos|usarlas|combinarlos|mezclarlos *3",
    "tomarlos|tomarlas|combinarlos *2 juntos|juntas",
    "espacielos|espacie|separelos|separe *4 horas|dos",
    "no pasa nada *3 con *3 <drug>|<food>|copa",
    "una copa|cerveza *4 con|no *3"};

constexpr std::string_view kClearance[]{
    "you can|could|may *2 exercise|fly|drive|swim|run|lift|workout|tan|dive *4",
    "you can|could|may *2 get|have|do|go|return|start|resume|receive|eat|drink *6 <procedure>",
    "<okay> to *2 exercise|fly|drive|swim|run|lift|work|return|resume|travel|shower|eat|drink *4",
    "<okay> to *2 have|get|do|go|proceed|receive|undergo *5 <procedure>|ahead|it|that",
    "<okay> for *4 surgery|mri|botox|filler~|laser|anesthesia|procedure|treatment|vaccine|exercise",
    "<okay> to go ahead",
    "cleared|clear to *4 exercise|fly|drive|work|surgery|play|return|have|get|go",
    "cleared|clear for *3 surgery|exercise|work|sports|procedure|treatment|laser|mri|anesthesia|flight",
    "will not matter",
    "will|does|would|should|is not *2 matter|problem|issue|stop|prevent *4",
    "is not *2 problem|issue|concern|contraindication *3",
    "not a problem|issue|concern for",
    "all set|<okay> for *3 mri|surgery|procedure|laser|injection~|treatment *6 clip|pacemaker|implant|allergy|will|even|despite",
    "even with|though *6 you can|could|are|should",
    "despite|with your *4 you can|are|it|there",
    "stitches|sutures|incision will|should hold|be",
    "you are|qualify *2 good|great|ideal|perfect|fine *1 candidate",
    "good candidate",
    "go ahead and exercise|have|get|do|fly|swim|drive|schedule|lift|start *4 <procedure>|exercise|stitches",
    "no reason *2 not to|cannot|you can not",
    "go ahead with *3 <procedure>",
    "enough for *3 <procedure>",
    "healthy|well|strong|young enough *4",
    "despite|with *2 keloids|lupus|pregnancy|thinners *4 can|may|could",
    "should|will|would be *1 <okay> *4 <procedure>",
    "you can *4 before *3 anesthesia|surgery|procedure|extraction|colonoscopy",
    "skip *3 blood thinner~",
    "tiene *1 el? alta",
    "puede|podria *2 "
    "hacerse|ponerse|operarse|volver|volar|viajar|nadar|correr|conducir|manejar|ducharse|entrenar|banarse|realizarse|someterse *6",
    "puede hacer *2 ejercicio|deporte|vida|la|el *3",
    "puede comer|beber *5 antes|anestesia|operacion",
    "no hay *2 problema|inconveniente|riesgo *5 <procedure>|hacer~|ponerse",
    "no es *2 problema|impedimento *5",
    "esta *2 apto|apta|autorizad~|listo|lista para *4 <procedure>|volver|operar~",
    "aunque *5 puede *4",
    "no *2 afecta|impide *4 <procedure>",
    "es *2 buen|buena candidat~"};

constexpr std::string_view kMinimising[]{
    "nothing to worry|be|serious|major",
    "not|never|nothing *2 worry|worried|concerned|alarmed *2 about|by *3 <symptom>|it|that|this",
    "not worry it|that|this|everyone|lots|many|most|he|she|your",
    "^please? do not worry$",
    "*9 do not worry$",
    "lots|many|most|plenty|loads of? *1 people|patients|women|men get|have|feel|experience|see",
    "amount|bit|little *1 of *1 blood|bleed~|swell~|pain *2 is",
    "i would not worry",
    "you should not worry",
    "<symptom> *6 is|are *4 normal|common|nothing|expected|typical|fine|ordinary|usual|harmless|minor",
    "it|that|this|those|these is|are|sounds|seems *3 normal|common|typical|harmless|minor|expected|ordinary$",
    "it|that|this|those|these is|are|sounds|seems *3 normal|common|typical|harmless|minor|expected|ordinary "
    "and|after|with|so|just|you|do|nothing|at|part|for|because|during *2",
    "are|is *2 common|normal no|so|and|do",
    "normal|common|expected|typical *2 side|part|after|reaction|effect~|healing|swelling|bruising",
    "no need to come|be|see|go|panic|call",
    "not need to come|be|see|go *2 in|seen|er|doctor|hospital|emergency",
    "goes|go|going away on|by|in|soon|eventually",
    "on its own",
    "by itself",
    "can|could|just ignore *4",
    "<symptom> *4 nothing",
    "not|never sound|look|seem *2 like *4 emergency|serious|anything|bad",
    "not *2 an emergency",
    "not *2 serious",
    "happens to *5",
    "happens all the time",
    "will|should *1 pass|settle|subside|resolve|disappear|fade|calm|clear",
    "it is *1 just|only *1 stress|gas|anxiety|nerves|aging|tired|muscle|bruis~|age|hormones|weather|swelling|the",
    "sleep|walk|shake it off",
    "wait it out",
    "give it *3 day|days|hours|week|time",
    "you|he|she are|is|will|be *1 fine|okay|overreacting",
    "probably|just|likely nothing",
    "part of getting older",
    "everyone|everybody|people gets|has|get|feel|feels *3",
    "do not be|get so? worried|scared|alarmed|dramatic",
    "you were|are just *4",
    "it is *1 all in your",
    "tough|push it|through",
    "can *1 wait *3 until|till|for|monday|week|appointment",
    "es|son|esta *3 normal|normales|comun|habitual|frecuente",
    "es *2 solo *3",
    "solo es *3",
    "tranquilo|tranquila$",
    "no es *3 nada|grave|importante|urgente|serio|preocupante",
    "^no se|te preocupe|preocupes$",
    "no se|te preocupe|preocupes|asuste|alarme *1 es|eso|que|le|se|son|todo|por",
    "no se|te preocupe|preocupes *2 <symptom>",
    "no se|te preocupe|preocupes$",
    "no hay *3 preocuparse|alarmarse|problema$",
    "se le|te va|pasara|pasa|quita|quitara|ira|pasaran|quitaran *2",
    "ya se *1 pasara|quitara|le",
    "quedese|este|puede *2 tranquil~",
    "no tiene importancia",
    "pasa|pasan|ocurre|sucede a *3 todo~|mucha|muchos|muchas",
    "no hace falta que venga|vaya|acuda|la|lo",
    "no necesita venir|ir|urgencias",
    "sera *2 el|la|los|las|un|una|algo|cosa|estres|nervios|gases|cansancio *3",
    "seran *3",
    "desaparece *3 sol~",
    "eso no es nada",
    "es cosa de",
    "aguante *4",
    "sin importancia",
    "son *1 nervios|gases|cosas"};

constexpr Rule kRules[]{{GuardReason::diagnosis, kDiagnosisOfYou, true},
                        {GuardReason::diagnosis, kDiagnosis},
                        {GuardReason::treatment, kTreatment},
                        {GuardReason::dosage, kDosage},
                        {GuardReason::interaction, kInteraction},
                        {GuardReason::clearance, kClearance},
                        {GuardReason::minimising, kMinimising}};

constexpr std::string_view kDeferrals[]{
    "whether *4 you|it|this|that *1 need|are|should|can|have|is|right|would",
    "if it|this|that is *1 right|appropriate|suitable",
    "provider|doctor|nurse|pharmacist|clinician|physician|dermatologist|dentist|surgeon|team|office|dr *2 "
    "will|can|would|has|goes|decides|needs|should|must|is *4",
    "ask|check|talk|speak|discuss|consult|see *4 provider|doctor|pharmacist|nurse|pharmacy|clinician|physician|team|dr|yours",
    "follow *2 label|instructions",
    "your prescription|label|bottle states|says",
    "i|we can not|never *2 give|diagnose|say|advise|tell|recommend|interpret|assess|clear|answer|offer|provide|comment",
    "i am not *3 able|allowed|doctor|nurse|clinician|qualified|a",
    "only|that is *3 provider|doctor|nurse|clinician|question *4",
    "is *2 question for|something for",
    "needs|need to be *4 reviewed|discussed|answered|seen *4 provider|doctor|nurse",
    "before any treatment",
    "depends on",
    "medico|medica|doctor|doctora|enfermera|enfermero|farmaceutico|farmaceutica|especialista|profesional|equipo|dra|dr|dentista *3 "
    "valora|revisara|decide|decidira|puede|debe|responde|responda|indicara|le|lo|confirma|tiene|vera|dira|resuelve|valorara|se",
    "se lo *2 responde|dice|explica|confirma|indica|comenta|valora",
    "consulte|pregunte|hable|preguntele|consultelo|comente *4 "
    "medico|doctor|doctora|farmaceutico|enfermera|especialista|equipo|farmacia|medica",
    "no puedo|podemos|puede *2 "
    "dar|darle|diagnosticar|valorar|decir|decirle|aconsejar|recomendar|interpretar|opinar|indicar|confirmar|asesorar",
    "no soy *2 medico|doctor|enfermera|medica|doctora",
    "si le corresponde|conviene",
    "segun *2 ficha|prospecto|valoracion",
    "siga *2 indicaciones|prospecto|instrucciones",
    "valorar sintomas"};

constexpr std::string_view kQuestions[]{
    "if|whether|when|once|unless|do|did|are|have|has|because you *1 have|had|are|feel|notice|experience|develop",
    "do you *3 have|take",
    "are you *2 taking|pregnant|nursing|allergic",
    "is it|this|that for|about|a|an|the",
    "si *2 tiene|esta|nota|siente|presenta|toma|es",
    "tiene *3 alergia~|sintomas$|fiebre$",
    "^tiene|esta|toma|es|ha *5 alguna|algun|embarazada",
    "what|which *3 symptom~|medication~"};
constexpr std::string_view kTurns[]{"however|but|though|although|anyway|still|so|pero|aunque|sin|asi"};

constexpr std::string_view kEmergencies[]{
    "can not|barely|hardly|trouble|difficulty|hard|short|not *3 breath~",
    "chest *4 pain|tight~|pressure|hurt~|heavy|crush~|squeez~",
    "pain|pressure|tightness *3 chest",
    "throat *3 clos~|swell~|tight~",
    "lips|tongue|face *2 swell~|swollen|blue|numb|droop~",
    "kill|hurt|harm|end myself|himself|herself|it",
    "end|take my|his|her *1 life",
    "suicid~",
    "want|wants to die",
    "worst headache",
    "drank|swallowed|ate|ingested *3 bleach|detergent|poison|battery|pills|cleaner|chemicals|magnet~|antifreeze|medicine|medication",
    "overdos~",
    "took|taken|swallowed|drank *4 whole|entire|bottle|handful",
    "took|taken|swallowed *3 too many",
    "passed|pass|passing|blacked out",
    "unconscious|unresponsive|collapsed|fainted|seizure~|seizing|convuls~",
    "will|can|does not wake|respond|move",
    "not waking|responding|breathing|moving",
    "bleeding *4 stop|heav~|lot|bad~|through|everywhere|profus~|soak~",
    "bleeding *3 pregnant",
    "pregnant *4 bleeding",
    "water broke",
    "slurr~|slurred",
    "face *3 droop~|numb",
    "arm *3 numb|weak|heavy",
    "half *3 face|body",
    "side *3 numb|weak|droop~",
    "stroke|heart attack",
    "hit *2 head *8 vomit~|thinners|confused|passed|bleeding|sleepy",
    "fell *6 head *8 vomit~|thinners|confused|passed",
    "sudden~ *4 vision|blind|see|numb~|weak~|headache",
    "lost *3 vision|sight",
    "can not see",
    "coughing|vomiting|throwing *2 blood",
    "anaphyla~",
    "epipen",
    "stung *6 throat|breath~|swell~",
    "infant|newborn|weeks|baby *6 fever|blue|limp|breathing|unresponsive",
    "stab~|gunshot|shot *2 me|him|her",
    "chok~",
    "blue lips",
    "confused and|headache",
    "skin *4 white|blanch~|blue|mottled|gray|cold",
    "hurt|hitting|hits|attack~ me",
    "no *2 puede|puedo|pueda *2 respirar",
    "falta *2 aire",
    "me ahogo",
    "ahoga~",
    "dolor|presion|opresion|aprieta *4 pecho",
    "pecho *4 duele|aprieta|oprime",
    "quitarme|quitarse *2 vida",
    "matarme|matarse|morirme|suicid~",
    "quiero|quiere morir~",
    "hacerme dano",
    "sangr~ *3 mucho|muchisimo|para|embaraza~",
    "embaraza~ *5 sangr~",
    "desmay~|inconsciente|convuls~|desplom~",
    "no despierta|responde|reacciona|respira",
    "durmio|dormida|dormido|paralizo|torcio|caida *4 cara|brazo|lado|boca|cuerpo",
    "media|mitad *3 cara|cuerpo",
    "peor dolor de cabeza",
    "tomo|trago|bebio|ingirio *4 lejia|pastillas|veneno|detergente|cloro|frasco|pila",
    "sobredosis",
    "rompi *2 fuente|bolsa",
    "rompio *2 fuente|bolsa",
    "garganta *4 cierra|hinch~|cerrando",
    "labios|lengua *3 hinch~|morados",
    "golpe *4 cabeza *6 vomit~",
    "infarto|derrame|ictus",
    "de repente *4 no veo|vision",
    "dejado de ver",
    "vomit~ sangre"};

constexpr std::string_view kEmergencyAnswers[]{"911|988|112|999|024|061",
                                               "emergency room|department|care|services|number",
                                               "nearest er|hospital|emergency",
                                               "to the er",
                                               "ambulance",
                                               "poison control",
                                               "urgencias|ambulancia|emergencias"};

constexpr std::string_view kDelays[]{"call|calls|calling you|us|back *2 back|shortly|soon|later|tomorrow|afternoon|today",
                                     "callback|callbacks",
                                     "will|can *2 call|return|reach *3",
                                     "return your call",
                                     "leave *3 message|voicemail",
                                     "voicemail",
                                     "appointment|slot|opening|available|book|schedule|telehealth|fit|squeeze",
                                     "see *2 at #|tomorrow|monday|tuesday|wednesday|thursday|friday|this|in",
                                     "form|questionnaire|intake|insurance|date of birth|spell",
                                     "waitlist",
                                     "llamamos|llamaremos|llamara|llamaran|llama",
                                     "devuelve|devolvemos|devolveremos *3 llamada",
                                     "cita|hueco|agenda|formulario|mensaje|buzon|seguro"};
constexpr std::string_view kPregnancyTopics[]{"pregnan~",
                                              "baby",
                                              "nursing",
                                              "breastfe~",
                                              "breast feeding",
                                              "breast milk",
                                              "expecting",
                                              "trimester",
                                              "fetus|fetal",
                                              "conceive|conceiving",
                                              "pump and dump",
                                              "sushi",
                                              "# weeks *3 can|is|should|along",
                                              "weeks pregnant|along",
                                              "embaraz~",
                                              "lactancia|lactante|lactando",
                                              "da|dando|doy|dar *1 pecho|leche",
                                              "feto",
                                              "gestacion|gestante",
                                              "amamant~",
                                              "bebe"};
constexpr std::string_view kPregnancyClaims[]{
    "<okay> *4",
    "will|does|do|would|should not *2 hurt|harm|affect|pass|matter|cross|bother",
    "you can|could|may *2 keep|take|have|use|continue|try|get|eat|drink|do|start|stay|still|safely",
    "you should|must|need *3",
    "should|must *1 avoid|stop|not|pump|wait|take",
    "avoid *3",
    "no *2 risk|harm|problem|effect~",
    "not|never hurt|harm|safe",
    "is *2 myth",
    "pump and dump",
    "stop taking|using|nursing",
    "yes *2 take|it|that",
    "sometimes|a little|one *4 fine|okay|will",
    "puede|podria *2 tomar|seguir|usar|comer|beber|ponerse|hacerse|continuar|dar|hacer",
    "no *2 le|les hace|afecta|pasa *2 nada|bebe",
    "no *2 afecta|dana|perjudica|pasa *3",
    "es *2 segur~",
    "no hay *2 riesgo|problema|peligro",
    "debe|deberia|tiene que *3 dejar|evitar|suspender|tomar|parar",
    "evite|suspenda|deje *3",
    "sin problema|riesgo",
    "no *2 pasa nada"};
constexpr std::string_view kBareClaims[]{"that|it|this should|would|will be *1 <okay>|no",
                                         "candidate",
                                         "^yes *4 <okay>|can|safe|fine",
                                         "<okay> to go|take|do|have|continue|use",
                                         "that|it|this is|will|would *2 <okay>",
                                         "go ahead",
                                         "you are *1 <okay>",
                                         "you will be *1 <okay>",
                                         "no problem",
                                         "^sure|yes *2 take|use|go|mix|stop|you|that|it",
                                         "just *2 take|skip|stop|use|double|wait",
                                         "will not hurt",
                                         "^si *5",
                                         "claro *4 puede",
                                         "sin problema",
                                         "no pasa nada",
                                         "adelante",
                                         "tomese|tomelo|tomela|tomelas|tomelos|juntelos|juntelas|pongase|dejelo|dejela|saltesela *4",
                                         "^no *2 you|it|that|not",
                                         "puede *3 tranquil~"};
constexpr std::string_view kMedicalQuestions[]{
    "can|could|should|may|is|would|do *2 i|it|he|she|my|we *6 <drug>|<procedure>|pregnant|nursing|take|stop|mix|fly|exercise",
    "is *6 safe|okay|ok|fine|normal",
    "<drug>",
    "<symptom>",
    "puedo|debo|puede|podria *6",
    "pacemaker|marcapasos|thinners|anticoagulantes|allergic|alergic~|keloid~|autoimmune|accutane|heart|lupus|diabet~|pregnan~|embaraza~",
    "missed|forgot|olvido *5 <drug>|dose|pill|pastilla",
    "<procedure>"};

}  // namespace

std::span<const WordList> lists() { return kLists; }
std::span<const Rule> rules() { return kRules; }
std::span<const std::string_view> deferrals() { return kDeferrals; }
std::span<const std::string_view> questions() { return kQuestions; }
std::span<const std::string_view> turns() { return kTurns; }
std::span<const std::string_view> emergencies() { return kEmergencies; }
std::span<const std::string_view> emergency_answers() { return kEmergencyAnswers; }
std::span<const std::string_view> delays() { return kDelays; }
std::span<const std::string_view> pregnancy_topics() { return kPregnancyTopics; }
std::span<const std::string_view> pregnancy_claims() { return kPregnancyClaims; }
std::span<const std::string_view> bare_claims() { return kBareClaims; }
std::span<const std::string_view> medical_questions() { return kMedicalQuestions; }

}  // namespace callwell::compliance::guard_rules
