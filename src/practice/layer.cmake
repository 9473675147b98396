callwell_embed(callwell_practice practice_schema ${PROJECT_SOURCE_DIR}/src/practice/practice.schema.json)
