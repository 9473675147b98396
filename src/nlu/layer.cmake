# The built-in models are trained while the library is built, by the code that is in the library. That code is optimised in
# every build, and forbidden to fuse multiplications, so that the same data gives the same model everywhere.
set(nlu ${PROJECT_SOURCE_DIR}/src/nlu)
set(nlu_learning ${nlu}/features.cpp ${nlu}/features_words.cpp ${nlu}/features_lexicon.cpp ${nlu}/intents.cpp ${nlu}/intents_rows.cpp
    ${nlu}/intents_train.cpp ${nlu}/intents_calibrate.cpp ${nlu}/intents_matrix.cpp ${nlu}/intents_fit.cpp ${nlu}/emergency_features.cpp)
set_source_files_properties(${nlu_learning} PROPERTIES SKIP_PRECOMPILE_HEADERS ON COMPILE_OPTIONS "-O3;-ffp-contract=off")

# What words mean, compiled into a table that needs no reading when the library starts.
file(GLOB nlu_senses CONFIGURE_DEPENDS ${nlu}/data/senses_*.txt)
set(nlu_lexicon ${CMAKE_CURRENT_BINARY_DIR}/nlu_senses.lexicon)
add_executable(callwell_compile_lexicon ${nlu}/tools/compile_lexicon.cpp)
target_link_libraries(callwell_compile_lexicon PRIVATE callwell_base)
add_custom_command(OUTPUT ${nlu_lexicon} COMMAND callwell_compile_lexicon ${nlu_lexicon} ${nlu_senses}
  DEPENDS callwell_compile_lexicon ${nlu_senses} COMMENT "Compiling the lexicon" VERBATIM)
callwell_embed(callwell_nlu nlu_senses ${nlu_lexicon})
callwell_embed(callwell_nlu nlu_concepts ${nlu}/data/concepts.txt)
callwell_embed(callwell_nlu nlu_medical_terms ${nlu}/data/medical_terms.txt)

add_executable(callwell_train_model ${nlu}/tools/train_model.cpp ${nlu}/tools/paraphrase.cpp ${nlu_learning})
callwell_embed(callwell_train_model nlu_concepts ${nlu}/data/concepts.txt)
callwell_embed(callwell_train_model nlu_senses ${nlu_lexicon})
target_link_libraries(callwell_train_model PRIVATE callwell_base)
if(CALLWELL_SANITIZE)  # it runs in every build: under a sanitizer for minutes instead of seconds
  target_compile_options(callwell_train_model PRIVATE -fno-sanitize=all)
endif()

set(nlu_written frontdesk frontdesk_phone frontdesk_phone_es frontdesk_texts frontdesk_mixed)
list(TRANSFORM nlu_written REPLACE "(.+)" "${nlu}/data/\\1.jsonl")
set(nlu_everyday ${nlu_written} ${nlu}/data/grammar_en.txt ${nlu}/data/grammar_es.txt)
set(nlu_intents_corpus ${nlu_everyday} ${nlu}/data/grammar_mix.txt ${nlu}/data/grammar_answers_en.txt ${nlu}/data/grammar_answers_es.txt)
set(nlu_language_corpus ${nlu_everyday} ${nlu}/data/grammar_words_en.txt ${nlu}/data/grammar_words_es.txt)
set(nlu_emergency_corpus ${nlu_everyday} ${nlu}/data/emergency_ordinary.jsonl ${nlu}/data/grammar_answers_en.txt ${nlu}/data/grammar_answers_es.txt
    ${nlu}/data/emergency.jsonl ${nlu}/data/grammar_emergency.txt)
foreach(task intents language emergency)
  set(model ${CMAKE_CURRENT_BINARY_DIR}/nlu_${task}.model)
  add_custom_command(OUTPUT ${model} COMMAND callwell_train_model ${task} ${model} ${nlu_${task}_corpus}
    DEPENDS callwell_train_model ${nlu_${task}_corpus} COMMENT "Training the ${task} model" VERBATIM)
  callwell_embed(callwell_nlu nlu_${task} ${model})
endforeach()
