"""What scikit-learn reaches on a table, in the same folds as the sample: MLP and gradient boosting as they come, and an MLP with early stopping.

    python3 sklearn_scores.py table.csv predictions.csv target

predictions.csv is what the sample wrote: it says which fold each line was tested in.
"""
import csv, sys, warnings
import numpy as np
from sklearn.compose import make_column_transformer
from sklearn.ensemble import GradientBoostingClassifier, GradientBoostingRegressor
from sklearn.impute import SimpleImputer
from sklearn.metrics import accuracy_score, log_loss, mean_absolute_error, mean_squared_error, r2_score, roc_auc_score
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler
from sklearn.compose import TransformedTargetRegressor

warnings.filterwarnings("ignore")
path, predictions, target = sys.argv[1:4]
ignored = sys.argv[4:]
with open(path, newline="", encoding="utf-8") as file:
    separator = ";" if ";" in file.readline() else ","
    file.seek(0)
    rows = list(csv.DictReader(file, delimiter=separator))
with open(predictions, newline="", encoding="utf-8") as file:
    said = list(csv.DictReader(file))
folds = np.array([int(row["fold"]) for row in said])
lines = [int(row["line"]) for row in said]
assert lines == list(range(2, len(rows) + 2)), "the file of predictions is not of this table"
is_classification = any(name.startswith("p(") for name in said[0])

MISSING = {"", "NA", "NaN"}
names = [name for name in rows[0] if name != target and name not in ignored]


def column(name):
    texts = [row[name].strip() for row in rows]
    try:
        return np.array([np.nan if text in MISSING else float(text) for text in texts]), True
    except ValueError:
        return np.array(["" if text in MISSING else text for text in texts], dtype=object), False


columns = [column(name) for name in names]
X = np.empty((len(rows), len(names)), dtype=object)
for c, (values, _) in enumerate(columns):
    X[:, c] = values
numbers = [c for c, (_, is_number) in enumerate(columns) if is_number]
categories = [c for c, (_, is_number) in enumerate(columns) if not is_number]
y = np.array([row[target] if is_classification else float(row[target]) for row in rows])


def prepared(model):
    encode = make_column_transformer(
        (make_pipeline(SimpleImputer(add_indicator=True), StandardScaler()), numbers),
        (OneHotEncoder(handle_unknown="ignore", sparse_output=False), categories))
    return make_pipeline(encode, model)


def networks(kind, **options):
    # The width of the sample's network beside scikit-learn's own default.
    return {
        "MLP, as it comes": kind(random_state=1, **options),
        "MLP (64, 32), early stopping": kind((64, 32), early_stopping=True, max_iter=1000, n_iter_no_change=50, random_state=1, **options),
        "MLP (64, 32), 1000 epochs": kind((64, 32), max_iter=1000, random_state=1, **options),
    }


if is_classification:
    models = networks(MLPClassifier) | {"gradient boosting": GradientBoostingClassifier(random_state=1)}
else:
    models = {name: TransformedTargetRegressor(model, transformer=StandardScaler()) for name, model in networks(MLPRegressor).items()}
    models["gradient boosting"] = GradientBoostingRegressor(random_state=1)


def scores(test, model):
    if not is_classification:
        predicted = model.predict(X[test])
        return {"R2": r2_score(y[test], predicted), "RMSE": mean_squared_error(y[test], predicted) ** 0.5, "MAE": mean_absolute_error(y[test], predicted)}
    p = model.predict_proba(X[test])
    classes = list(model.classes_)
    areas = [roc_auc_score(y[test] == k, p[:, i]) for i, k in enumerate(classes) if 0 < np.sum(y[test] == k) < len(test)]
    return {"accuracy": accuracy_score(y[test], model.predict(X[test])), "ROC AUC": np.mean(areas), "log loss": log_loss(y[test], p, labels=classes)}


for name, model in models.items():
    results = []
    for fold in sorted(set(folds)):
        training, test = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
        results.append(scores(test, prepared(model).fit(X[training], y[training])))
    print(f"{name:32}", "   ".join(f"{score} {np.mean([r[score] for r in results]):.3f} ± {np.std([r[score] for r in results], ddof=1):.3f}" for score in results[0]))
