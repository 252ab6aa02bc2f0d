/** The rules of class-validator that our data classes use, in French; `$constraint1` is what the rule was given. */
const french: Readonly<Record<string, string>> = {
  isArray: '$property doit être une liste',
  arrayMinSize: '$property doit avoir au moins $constraint1 élément',
  arrayMaxSize: '$property doit avoir au plus $constraint1 éléments',
  isBoolean: '$property doit être true ou false',
  isIn: '$property doit être l’une de ces valeurs : $constraint1',
  isNumber: '$property doit être un nombre',
  isObject: '$property doit être un objet',
  min: '$property ne doit pas être inférieur à $constraint1',
  max: '$property ne doit pas être supérieur à $constraint1',
};

/** What a rule says in French, by its name; one that says nothing stops the program at its start. */
export function ruleInFrench(name: string): string {
  const words = french[name];
  if (words === undefined) throw new Error(`the rule ${name} says nothing in French`);
  return words;
}
