# Name lists of the detector: given names and surnames of the census of 1990 (public domain) with common Spanish ones, and those of them that
# are ordinary words too.
foreach(list given_names surnames ordinary_words)
  callwell_embed(callwell_compliance ${list} ${PROJECT_SOURCE_DIR}/src/compliance/detect/data/${list}.txt)
endforeach()
