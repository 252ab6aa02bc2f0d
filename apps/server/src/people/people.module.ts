import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { People } from './people.js';
import { PeopleController } from './people.controller.js';

/** Who a subject is, beside the log. */
@Module({ imports: [AccessModule], controllers: [PeopleController], providers: [People] })
export class PeopleModule {}
