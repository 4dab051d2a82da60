/**
 * jq: JSON values, its language and its command. The language is parsed into {@link
 * passerelle.sim.userland.jq.Filter}s, which a machine runs as generators. Own code, because the
 * one library for it in Java, jackson-jq, brings Jackson, whose reflection does not work where the
 * simulator is compiled for a page.
 */
package passerelle.sim.userland.jq;
