/**
 * The services of containers and machines as real sockets: each is in the network namespace that it
 * belongs to, and one thread, waiting with epoll(7), answers on all of a lab. What they answer is
 * {@link passerelle.service}'s; here is only how sockets are opened, watched and closed.
 */
package passerelle.real.net;
