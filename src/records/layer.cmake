# The schema travels inside the library.
callwell_embed(callwell_records records_001_initial ${CMAKE_CURRENT_LIST_DIR}/migrations/001_initial.sql)
callwell_embed(callwell_records records_002_recordings ${CMAKE_CURRENT_LIST_DIR}/migrations/002_recordings.sql)
callwell_embed(callwell_records records_003_webchat ${CMAKE_CURRENT_LIST_DIR}/migrations/003_webchat.sql)
