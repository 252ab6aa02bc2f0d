import { Controller, Delete, Get, Param, Put, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { everyMission, mayAnywhere, roleFor } from '#libs/access';
import { fieldError, isText, mustBe, textOf } from '#libs/domain';
import { isObject } from '#libs/strict-json';
import { Access, lacking, Permission } from '../http/permission.js';
import { Problem } from '../http/problems.js';
import { invalidFields } from '../http/read-object.js';
import { parameters } from '../http/request.js';
import { parseStrict, textOf as textIn } from '../http/strict-json.js';
import { erasedWord, People } from './people.js';

const nameMax = 200;

/** Where administrators say who a subject is, and erase that; who reads the history is told. */
@Controller('v1/people/:subject')
export class PeopleController {
  constructor(
    private readonly people: People,
    private readonly access: Access,
  ) {}

  /** The name of a subject, or `[erased]`; without one if nobody said it, which is no fault of who asks. */
  @Get()
  @Permission('signed-in')
  name(@Param('subject') subject: string, @Req() request: FastifyRequest): object {
    parameters(request, []);
    const identity = this.access.identify(request);
    const isAdmin = roleFor(identity.grants, 'administer', everyMission) !== undefined;
    if (!isAdmin && identity.subject !== subject && !mayAnywhere(identity.grants, 'read-history'))
      throw lacking('read-history');
    const person = this.people.of(subject);
    if (!person) return { subject };
    return { subject, name: 'name' in person ? person.name : erasedWord };
  }

  /** Names a subject. */
  @Put()
  @Permission('administer')
  async set(
    @Param('subject') subject: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (!/^[A-Za-z0-9._-]{1,64}$/.test(subject)) throw new Problem('not-found');
    const body = request.body instanceof Uint8Array ? parseStrict(textIn(request.body)) : undefined;
    const name = isObject(body) && Object.keys(body).length === 1 ? body.name : undefined;
    if (!isText(name, nameMax)) throw invalidFields([fieldError('/name', mustBe(textOf(nameMax)))]);
    this.people.set(subject, { name });
    await reply.status(204).send();
  }

  /** Erases the name of a subject: whoever asks for it is shown `[erased]`. */
  @Delete()
  @Permission('administer')
  async erase(@Param('subject') subject: string, @Res() reply: FastifyReply): Promise<void> {
    if (!this.people.of(subject)) throw new Problem('not-found');
    this.people.set(subject, { erased: true });
    await reply.status(204).send();
  }
}
