/**
 * HAProxy's configuration ({@code src/cfgparse.c}, {@code src/cfgparse-listen.c}, {@code
 * src/server.c}, {@code src/acl.c}): its sections and what they mean for a connection or a request,
 * and what is wrong with it, in the words of HAProxy 3.2. It touches no socket: {@link
 * passerelle.service} serves by it.
 */
package passerelle.haproxy;
