/**
 * The course: the lab as a lesson sees it, and what authors and teachers do with lessons (lint,
 * marks).
 */
package passerelle.cli.course;
