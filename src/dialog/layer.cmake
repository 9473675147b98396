callwell_embed(callwell_dialog dialog_flows ${PROJECT_SOURCE_DIR}/src/dialog/data/flows.yaml)
callwell_embed(callwell_dialog dialog_en ${PROJECT_SOURCE_DIR}/src/dialog/data/en.yaml)
callwell_embed(callwell_dialog dialog_es ${PROJECT_SOURCE_DIR}/src/dialog/data/es.yaml)
