import { Module } from '@nestjs/common';
import { LongQuestions } from './long-questions.js';

/** Counts long questions, whatever they are about: one count for all who answer some. */
@Module({ providers: [LongQuestions], exports: [LongQuestions] })
export class LongQuestionsModule {}
