/**
 * What a person reads, in the person's language: texts live in UTF-8 resource bundles, one for each
 * language, and are looked up by key ({@link passerelle.text.Messages}). What Docker and Linux say
 * themselves is English and never goes through there. Beside it, what all parts do with texts of
 * any kind: how wide they are on a terminal, how C prints numbers, words in quotes, JSON, XML,
 * digests.
 */
package passerelle.text;
