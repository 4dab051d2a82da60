/**
 * Windows: the terminals at which people sit in a simulated lab, what they type there, and how it
 * is typed again in another lab.
 */
package passerelle.cli.terminal;
