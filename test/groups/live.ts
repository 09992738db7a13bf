import { group } from '../support/group.js';

group('live');
