/**
 * Causes in rules, Docker's and people's: filters, translations, what was remembered of old ones,
 * senders that are not masked, and docker-proxy in their place.
 */
package passerelle.cli.why.netfilter;
