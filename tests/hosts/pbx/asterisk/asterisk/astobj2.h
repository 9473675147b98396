/* Stand-in: see ../../README.md. */
#ifndef STAND_IN_ASTOBJ2_H
#define STAND_IN_ASTOBJ2_H

int ao2_ref(void *object, int delta);
void ao2_cleanup(void *object);
#define ao2_bump(object) ({ typeof(object) bumped_ = (object); if (bumped_) { ao2_ref(bumped_, +1); } bumped_; })

#endif
