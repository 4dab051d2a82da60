/**
 * The transcript format: a Markdown file that a person reads and a machine replays. Commands and
 * what they should print stand in {@code console} fences; everything else is for people. A parsed
 * transcript keeps every character of its source, so that writing it back changes nothing but what
 * was meant to change.
 */
package passerelle.scenarios.format;
