/**
 * What is asked: who asks whom, to whom that leads by the state of the lab, and what stands
 * between: engines, routes, segments.
 */
package passerelle.cli.why.question;
