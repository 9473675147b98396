# Name lists of the detector: given names and surnames of the census of 1990 (public domain) with common Spanish ones, and the ordinary
# words of callers and clinics, some of which are names too.
foreach(list given_names surnames ordinary_words)
  callwell_embed(callwell_compliance ${list} ${PROJECT_SOURCE_DIR}/src/compliance/detect/data/${list}.txt)
endforeach()
