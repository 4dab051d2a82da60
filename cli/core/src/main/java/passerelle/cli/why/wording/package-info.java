/** A diagnosis, and the way of a packet that arrived, as sentences of either language. */
package passerelle.cli.why.wording;
