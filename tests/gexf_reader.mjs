// Reads the GEXF file named on the command line as Gephi Lite does, and prints the graph as JSON.
import {readFileSync} from 'node:fs';
import Graph from 'graphology';
import gexf from 'graphology-gexf';

const graph = gexf.parse(Graph, readFileSync(process.argv[2], 'utf8'));
console.log(JSON.stringify({attributes: graph.getAttributes(), ...graph.export()}));
