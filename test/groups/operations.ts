import { group } from '../support/group.js';

group('operations');
