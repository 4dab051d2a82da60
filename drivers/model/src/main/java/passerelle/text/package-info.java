/**
 * What a person reads, in the person's language: texts live in UTF-8 resource bundles, one for each
 * language, and are looked up by key. What Docker and Linux say themselves is English and never
 * goes through here.
 */
package passerelle.text;
