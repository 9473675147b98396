# The built-in intent model is trained while the library is built, by the code that is in the library. That code is optimised
# in every build, and forbidden to fuse multiplications, so that the same data gives the same model everywhere.
set(nlu ${PROJECT_SOURCE_DIR}/src/nlu)
set(nlu_learning ${nlu}/features.cpp ${nlu}/features_words.cpp ${nlu}/intents.cpp ${nlu}/intents_train.cpp)
set_source_files_properties(${nlu_learning} PROPERTIES SKIP_PRECOMPILE_HEADERS ON COMPILE_OPTIONS "-O2;-ftree-vectorize;-ffp-contract=off")
callwell_embed(callwell_nlu nlu_concepts ${nlu}/data/concepts.txt)

add_executable(callwell_train_intents ${nlu}/tools/train_intents.cpp ${nlu}/tools/paraphrase.cpp ${nlu_learning})
callwell_embed(callwell_train_intents nlu_concepts ${nlu}/data/concepts.txt)
target_link_libraries(callwell_train_intents PRIVATE callwell_base)

set(nlu_corpus ${nlu}/data/frontdesk.jsonl ${nlu}/data/grammar_en.txt ${nlu}/data/grammar_es.txt ${nlu}/data/grammar_mix.txt)
set(nlu_model ${CMAKE_CURRENT_BINARY_DIR}/nlu_intents.model)
add_custom_command(OUTPUT ${nlu_model} COMMAND callwell_train_intents ${nlu_model} ${nlu_corpus}
  DEPENDS callwell_train_intents ${nlu_corpus} COMMENT "Training the intent model" VERBATIM)
callwell_embed(callwell_nlu nlu_intents ${nlu_model})
