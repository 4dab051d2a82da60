/**
 * Lessons: a transcript whose headings say what each part is for (predict, do, hint, solution,
 * check, answer), and the runner that leads a person through it and asks the lab whether it is
 * done. Nothing here knows what kind of lab that is.
 */
package passerelle.lessons;
